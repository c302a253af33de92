import { crc32 } from "node:zlib";
import type { Value, Values } from "../model.ts";

const IAM_POLICY = "gcp:organizations/getIAMPolicy:getIAMPolicy";

/**
 * Provider functions that compute their result from their arguments alone, without asking the cloud. A result is what the
 * cloud gets, though lists may be in another order.
 */
export const PURE_FUNCTIONS: Readonly<Record<string, (inputs: Values) => Value>> = {
  [IAM_POLICY]: (inputs) => {
    const document = policyData(inputs);
    return { ...inputs, id: String(crc32(document)), policyData: document };
  },
};

/** The document of a policy, as a string. Source: Google Cloud docs, Policy of IAM. */
function policyData({ bindings, auditConfigs }: Values): string {
  return JSON.stringify({
    ...(auditConfigs === undefined ? {} : { auditConfigs }),
    ...(bindings === undefined ? {} : { bindings }),
  });
}
