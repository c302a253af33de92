import { explicitProvider } from "#policies/resilience/explicit-provider";
import { resource } from "../support/nodes.ts";
import { describeRule } from "../support/rules.ts";

const BUCKET = "gcp:storage/bucket:Bucket";
const PROVIDERS = "urn:pulumi:test::strata::pulumi:providers:gcp::";

describeRule(explicitProvider, {
  passes: {
    "a resource with a provider": [resource(BUCKET, {})],
    "components and providers, which have none": [
      resource("strata:storage:Bucket", {}),
      resource("pulumi:providers:gcp", {}, { provider: undefined }),
    ],
  },
  fails: {
    "a resource without": {
      stack: [resource(BUCKET, {}, { provider: undefined })],
      findings: ['"bucket" is deployed by a default provider'],
    },
    "a resource of the engine's own provider": {
      stack: [resource(BUCKET, {}, { provider: `${PROVIDERS}default_9_37_0` })],
      findings: ['"bucket" is deployed by a default provider'],
    },
  },
  unknown: {},
});
