import { type Node, UNKNOWN, type Value } from "#graph/model";
import { storeSecret } from "#policies/references/store-secret";
import { resource } from "../support/nodes.ts";
import { describeRule } from "../support/rules.ts";

const secret = (secretId: Value, project: Value = "shop") =>
  resource("gcp:secretmanager/secret:Secret", { secretId, project }, { name: `secret-${secretId}` });

function store(provider: Value): Node {
  return resource("kubernetes:external-secrets.io/v1:ClusterSecretStore", {
    metadata: { name: "store" },
    spec: { provider },
  });
}

const GOOGLE = store({ gcpsm: { projectID: "shop" } });

function external(key: Value): Node {
  const metadata = { name: "session", namespace: "shop" };
  const spec = {
    secretStoreRef: { kind: "ClusterSecretStore", name: "store" },
    data: [{ secretKey: "key", remoteRef: { key } }],
  };
  return resource("kubernetes:external-secrets.io/v1:ExternalSecret", { metadata, spec });
}

describeRule(storeSecret, {
  passes: {
    "a secret of the program": [secret("session"), GOOGLE, external("session")],
    "a secret of another service": [secret("session"), store({ vault: {} }), external("path/to/session")],
  },
  fails: {
    "a secret that nothing declares": {
      stack: [secret("session"), GOOGLE, external("sesion")],
      findings: ['no secret "sesion" of Secret Manager is in the stack [spec.data[0].remoteRef.key]'],
    },
  },
  unknown: {
    "a secret of another project": {
      stack: [secret("session", "blog"), GOOGLE, external("token")],
      at: ["spec.data[0].remoteRef.key"],
    },
    "a store of another program": { stack: [external("token")], at: ["spec.data[0].remoteRef.key"] },
    "an id that is not known": { stack: [secret(UNKNOWN), GOOGLE, external("token")], at: ["secretId"] },
  },
});
