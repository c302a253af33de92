import { expect } from "chai";
import { type Node, SECRET, UNKNOWN, type Values } from "#graph/model";
import { credentialsInPlainText } from "#policies/credentials/in-plain-text";
import { resource } from "../support/nodes.ts";
import { outcome } from "../support/rules.ts";
import { container, object } from "../support/workloads.ts";

const STRIPE = ["sk", "live", "4eC39HqLyjWDarjtT1zdp7dc"].join("_");
const instance = (inputs: Values) => resource("gcp:compute/instance:Instance", inputs);

const FOUND: Readonly<Record<string, readonly [node: Node, finding: string]>> = {
  "metadata of an instance": [
    instance({ metadata: { "db-password": "planted1" } }),
    '"db-password" holds a credential [metadata.db-password]',
  ],
  "a startup script": [
    instance({ metadataStartupScript: "#!/bin/sh\nexport API_TOKEN=q7Zx2LmV9pTr\nserve\n" }),
    '"API_TOKEN" holds a credential [metadataStartupScript]',
  ],
  "a label": [instance({ labels: { token: "q7zx2lmv9ptr" } }), '"token" holds a credential [labels.token]'],
  "a secret in a label": [instance({ labels: { owner: SECRET } }), '"owner" holds a secret [labels.owner]'],
  "a secret in a startup script": [
    instance({ metadataStartupScript: SECRET }),
    '"metadataStartupScript" holds a secret [metadataStartupScript]',
  ],
  "a variable of Cloud Run": [
    resource("gcp:cloudrunv2/service:Service", {
      template: { containers: [{ envs: [{ name: "STRIPE_KEY", value: STRIPE }] }] },
    }),
    '"STRIPE_KEY" holds a Stripe key [template.containers[0].envs[0].value]',
  ],
  "a variable of a function": [
    resource("gcp:cloudfunctionsv2/function:Function", {
      serviceConfig: { environmentVariables: { DB_PASSWORD: "planted" } },
    }),
    '"DB_PASSWORD" holds a credential [serviceConfig.environmentVariables.DB_PASSWORD]',
  ],
  "a plain binding of a Worker": [
    resource("cloudflare:index/workersScript:WorkersScript", {
      bindings: [{ name: "API_TOKEN", type: "plain_text", text: "planted" }],
    }),
    '"API_TOKEN" holds a credential [bindings[0].text]',
  ],
  "a key in a Worker's program": [
    resource("cloudflare:index/workersScript:WorkersScript", { content: `const stripe = "${STRIPE}";` }),
    '"content" holds a Stripe key [content]',
  ],
  "values of a chart": [
    resource("kubernetes:helm.sh/v3:Release", { values: { auth: { user: "app", password: "planted1" } } }),
    '"password" holds a credential [values.auth.password]',
  ],
  "a custom resource": [
    object("example.com/v1:Thing", { spec: { connection: "redis://:planted@cache:6379" } }),
    '"connection" holds a URL with a password [spec.connection]',
  ],
  "a provider": [
    resource("pulumi:providers:kubernetes", {
      kubeconfig: "users:\n- user:\n    token: q7Zx2LmV9pTr4KcW8nYb\n",
    }),
    '"token" holds a credential [kubeconfig]',
  ],
};

describe(`rule ${credentialsInPlainText.id}`, () => {
  for (const [what, [node, finding]] of Object.entries(FOUND)) {
    it(`finds a credential in ${what}`, () => {
      expect(outcome(credentialsInPlainText, [node])).to.deep.equal({ findings: [finding], unknown: [] });
    });
  }

  it("finds a credential in an annotation", () => {
    const node = object("core/v1:Service", { spec: {} });
    const metadata = { name: "api", annotations: { "example.com/auth-password": "planted1" } };
    expect(outcome(credentialsInPlainText, [{ ...node, inputs: { metadata } }]).findings).to.deep.equal([
      '"example.com/auth-password" holds a credential [metadata.annotations["example.com/auth-password"]]',
    ]);
  });

  it("passes secrets where only their owner reads them, references and what is not known", () => {
    const nodes = [
      resource("gcp:sql/user:User", { name: "app", password: SECRET }),
      object("core/v1:Secret", { stringData: SECRET }),
      object("external-secrets.io/v1:ExternalSecret", {
        spec: { data: [{ secretKey: "password", remoteRef: { key: "shop-db-password" } }] },
      }),
      object("example.com/v1:Thing", {
        spec: { tokenSecret: "db-login", apiKeySecretRef: { key: "api-key" } },
      }),
      instance({ metadata: UNKNOWN, labels: { app: "shop" } }),
      resource("kubernetes:helm.sh/v3:Release", {
        values: { auth: { existingSecret: "redis-login", secretKeys: { password: "redis-password" } } },
      }),
    ];
    expect(outcome(credentialsInPlainText, nodes)).to.deep.equal({ findings: [], unknown: [] });
  });

  it("leaves containers and ConfigMaps to the rules about them", () => {
    const nodes = [
      container({ args: ["--password=planted1"] }),
      object("core/v1:ConfigMap", { data: { password: "planted1" } }),
    ];
    expect(outcome(credentialsInPlainText, nodes).findings).to.deep.equal([]);
  });

  it("judges only public places where the engine passes secrets in plain text", () => {
    const secret = { ...object("core/v1:Secret", { stringData: { password: "planted1" } }), revealed: true };
    const labeled = { ...instance({ labels: { token: "q7zx2lmv9ptr" } }), revealed: true };
    expect(outcome(credentialsInPlainText, [secret, labeled]).findings).to.deep.equal([
      '"token" holds a credential [labels.token]',
    ]);
  });
});
