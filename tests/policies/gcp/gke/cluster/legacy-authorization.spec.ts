import { UNKNOWN } from "#graph/model";
import { legacyAuthorization } from "#policies/gcp/gke/cluster/legacy-authorization";
import { cluster } from "../../../support/clusters.ts";
import { describeRule } from "../../../support/rules.ts";

const CERTIFICATE = "masterAuth.clientCertificateConfig.issueClientCertificate";

describeRule(legacyAuthorization, {
  passes: {
    "a cluster that does not say": [cluster()],
    "a cluster that forbids it": [cluster({ enableLegacyAbac: false, [CERTIFICATE]: false })],
  },
  fails: {
    "all of it": {
      stack: [cluster({ enableLegacyAbac: true, [CERTIFICATE]: true, enableKubernetesAlpha: true })],
      findings: [
        "alpha features are on, and the cluster is deleted after 30 days [enableKubernetesAlpha]",
        "legacy attribute-based access control is on [enableLegacyAbac]",
        `a client certificate that cannot be revoked is issued [${CERTIFICATE}]`,
      ],
    },
  },
  unknown: {
    "each setting by itself": {
      stack: [cluster({ enableLegacyAbac: UNKNOWN, [CERTIFICATE]: UNKNOWN })],
      at: ["enableLegacyAbac", CERTIFICATE],
    },
  },
});
