import { expect } from "chai";
import { CertManager } from "#components/ingress/cert-manager";
import { NginxIngress, type NginxIngressArgs } from "#components/ingress/nginx-ingress";
import { SelfSignedIssuer } from "#components/ingress/self-signed-issuer";
import { program } from "#docs/examples/ingress/self-signed-issuer";
import { isRecord, type Value } from "#graph/model";
import { record } from "#graph/record/record";
import { NetworkPolicies } from "#models/network-policy/network-policies";
import { childrenOf, nodeNamed, recordWith } from "../../support/record.ts";
import { errorOf } from "../../support/refusals.ts";

const BALANCED: NginxIngressArgs["exposure"] = {
  from: "google-load-balancer",
  endpointGroup: "shop-ingress",
  certificate: "cert-manager/balanced-tls",
};
const DIRECT: NginxIngressArgs["exposure"] = { from: "cloudflare", address: "203.0.113.77" };

function recordIngress(exposure: NginxIngressArgs["exposure"], settings?: NginxIngressArgs["settings"]) {
  return recordWith(({ kubernetes }) => {
    const args = { exposure, controlPlaneRanges: ["172.16.0.0/28"], ...(settings ? { settings } : {}) };
    new NginxIngress("ingress", args, { provider: kubernetes });
    return {};
  });
}

async function entries(...args: Parameters<typeof recordIngress>): Promise<Record<string, Value>> {
  const { inputs } = nodeNamed(await recordIngress(...args), "ingress-release");
  let at: Value | undefined = inputs["values"];
  for (const key of ["controller", "config", "entries"]) {
    at = isRecord(at) ? at[key] : undefined;
  }
  return isRecord(at) ? { ...at } : {};
}

describe("an ingress controller behind a global load balancer", () => {
  it("S31: logs the id that the load balancer gave a request, and hands it on", async () => {
    const balanced = await entries(BALANCED);
    expect(balanced["log-format"]).to.contain('"id":"$request_identity"');
    expect(balanced["http-snippets"]).to.contain(
      'map $http_x_cloud_trace_context $request_identity { "~^(?<trace>[0-9a-f]{32})(/|$)" $trace; default $request_id; }',
    );
    expect(balanced["location-snippets"]).to.contain("proxy_set_header X-Request-ID $request_identity;");
    const direct = await entries(DIRECT);
    expect(direct["http-snippets"]).to.contain("$request_identity { default $request_id; }");
  });

  it("keeps connections for longer than Google's front ends do, unless told otherwise", async () => {
    expect((await entries(BALANCED))["keepalive-timeout"]).to.equal("620s");
    expect((await entries(DIRECT))["keepalive-timeout"]).to.equal("75s");
    expect((await entries(BALANCED, { keepAliveSeconds: 900 }))["keepalive-timeout"]).to.equal("900s");
  });

  it("lets in Google's front ends and health checks, and nobody else", async () => {
    const policies = new NetworkPolicies(await recordIngress(BALANCED));
    const pods = {
      namespace: "nginx-ingress",
      labels: { "app.kubernetes.io/name": "nginx-ingress", "app.kubernetes.io/instance": "nginx" },
    };
    const allowed = (address: string, port: number) => policies.allows({ address }, pods, { port });
    expect(["35.191.0.1", "130.211.3.255"].map((address) => allowed(address, 443))).to.deep.equal([
      true,
      true,
    ]);
    expect(
      ["35.190.0.1", "130.211.4.1", "173.245.48.9"].map((address) => allowed(address, 443)),
    ).to.deep.equal([false, false, false]);
    expect(allowed("35.191.0.1", 80)).to.equal(false);
  });
});

describe("components/ingress/SelfSignedIssuer", () => {
  it("is an issuer that asks nobody, after the controller", async () => {
    const graph = await record(program, { project: "shop", stack: "prod" });
    expect(childrenOf(graph, "self-signed")).to.deep.equal([
      "kubernetes:cert-manager.io/v1:ClusterIssuer self-signed-issuer",
    ]);
    const node = nodeNamed(graph, "self-signed-issuer");
    expect(node.inputs["spec"]).to.deep.equal({ selfSigned: {} });
    expect(node.dependencies).to.include(nodeNamed(graph, "cert-manager-release").urn);
    expect(nodeNamed(graph, "balanced-certificate").dependencies).to.include(node.urn);
    expect(nodeNamed(graph, "balanced-certificate").inputs["spec"]).to.deep.include({
      secretName: "balanced-tls",
      issuerRef: { group: "cert-manager.io", kind: "ClusterIssuer", name: "self-signed" },
    });
  });

  it("refuses a name that no object can have", async () => {
    let failure = "";
    await recordWith(({ kubernetes }) => {
      const opts = { provider: kubernetes };
      const { controller } = new CertManager("cert-manager", { controlPlaneRanges: ["172.16.0.0/28"] }, opts);
      failure = errorOf(() => new SelfSignedIssuer("Self_Signed", { controller }, opts));
      return {};
    });
    expect(failure).to.contain('SelfSignedIssuer "Self_Signed": name is "Self_Signed"; allowed are names of');
  });
});
