import { UNKNOWN } from "#graph/model";
import { defaultMachineAccount } from "#policies/gcp/compute/default-machine-account";
import { resource } from "../../support/nodes.ts";
import { describeRule } from "../../support/rules.ts";

const MACHINE = "gcp:compute/instance:Instance";
const TEMPLATE = "gcp:compute/instanceTemplate:InstanceTemplate";
const found = "the machine runs as the project's default service account [serviceAccount.email]";

describeRule(defaultMachineAccount, {
  passes: {
    "an account of its own": [
      resource(MACHINE, { serviceAccount: { email: "web@shop.iam.gserviceaccount.com", scopes: [] } }),
    ],
    "no account": [resource(MACHINE, { machineType: "e2-small" })],
  },
  fails: {
    "scopes without an account": {
      stack: [resource(TEMPLATE, { serviceAccount: { scopes: ["cloud-platform"] } })],
      findings: [found],
    },
    "the default account by its name": {
      stack: [
        resource(MACHINE, {
          serviceAccount: { email: "123-compute@developer.gserviceaccount.com", scopes: [] },
        }),
      ],
      findings: [found],
    },
  },
  unknown: {
    "an account that is not known": {
      stack: [resource(MACHINE, { serviceAccount: { email: UNKNOWN } })],
      at: ["serviceAccount.email"],
    },
  },
});
