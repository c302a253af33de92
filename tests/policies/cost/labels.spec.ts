import { UNKNOWN } from "#graph/model";
import { costLabels } from "#policies/cost/labels";
import { sqlInstance } from "../support/databases.ts";
import { providerOf, resource } from "../support/nodes.ts";
import { describeRule } from "../support/rules.ts";

const BUCKET = "gcp:storage/bucket:Bucket";
const LABELS = { system: "howlerops", environment: "dev" };
const PROVIDER = {
  ...resource("pulumi:providers:gcp", { defaultLabels: JSON.stringify(LABELS) }, { provider: undefined }),
  urn: providerOf(BUCKET),
};

describeRule(costLabels, {
  passes: {
    "a bucket with labels": [resource(BUCKET, { labels: LABELS })],
    "a bucket of a provider with labels": [PROVIDER, resource(BUCKET, {})],
    "a bucket of a provider with labels as the SDK sends them": [
      { ...PROVIDER, inputs: { defaultLabels: JSON.stringify(LABELS) } },
      resource(BUCKET, {}),
    ],
    "each type with its own property for labels": [
      resource("gcp:artifactregistry/repository:Repository", { labels: LABELS }),
      resource("gcp:container/cluster:Cluster", { resourceLabels: LABELS }),
      resource("gcp:memorystore/instance:Instance", { labels: LABELS }),
      resource("gcp:sql/databaseInstance:DatabaseInstance", { settings: { userLabels: LABELS } }),
    ],
    "each type that takes the provider's": [
      PROVIDER,
      resource("gcp:artifactregistry/repository:Repository", {}),
      resource("gcp:container/cluster:Cluster", {}),
      resource("gcp:memorystore/instance:Instance", {}),
    ],
    "labels of which one comes from the provider": [
      PROVIDER,
      resource(BUCKET, { labels: { environment: "dev" } }),
    ],
  },
  fails: {
    "a bucket without": {
      stack: [resource(BUCKET, { labels: { environment: "dev" } })],
      findings: ["the label system is missing [labels]"],
    },
    "a provider whose labels are no labels": {
      stack: [{ ...PROVIDER, inputs: { defaultLabels: "system" } }, resource(BUCKET, {})],
      findings: ["the label system and environment is missing [labels]"],
    },
    "a database, which the provider's labels do not reach": {
      stack: [PROVIDER, sqlInstance()],
      findings: ["the label system and environment is missing [settings.userLabels]"],
    },
  },
  unknown: {
    "labels of a provider that are not known": {
      stack: [{ ...PROVIDER, inputs: { defaultLabels: UNKNOWN } }, resource(BUCKET, {})],
      at: ["defaultLabels"],
    },
    "labels that are not known": { stack: [resource(BUCKET, { labels: UNKNOWN })], at: ["labels.system"] },
  },
});
