import { expect } from "chai";
import { podsNamed, serviceEndpoint } from "#components/core/link";
import { linkPolicies, rangesPolicy } from "#components/network-policy/policies";
import { LinkPolicies } from "#components/workload/link-policies";
import { NamespaceIsolation } from "#components/workload/namespace-isolation";
import { program as linkPoliciesExample } from "#docs/examples/workload/link-policies";
import { program as webServiceExample } from "#docs/examples/workload/web-service";
import { isRecord } from "#graph/model";
import { record } from "#graph/record/record";
import { outputsOf } from "#graph/stacks";
import { contains, isAddress, isRange } from "#models/addresses/ranges";
import { childrenOf, nodeNamed, recordWith } from "../../support/record.ts";
import { failureOf } from "../../support/refusals.ts";
import { DATABASE } from "./fixtures.ts";

const API = serviceEndpoint({ name: "api", namespace: "shop", port: 80, targetPort: 3000 });
const WEB = { ...podsNamed("web", "shop"), name: "web" };

describe("linkPolicies", () => {
  it("gives one policy a side, named after both, on the pods' port", () => {
    const ports = [{ port: 3000, protocol: "TCP" }];
    const web = { matchLabels: { "app.kubernetes.io/name": "web" } };
    const api = { matchLabels: { "app.kubernetes.io/name": "api" } };
    expect(linkPolicies(WEB, API)).to.deep.equal([
      {
        kind: "NetworkPolicy",
        id: "web-to-api",
        name: "web-to-api",
        namespace: "shop",
        spec: { podSelector: web, policyTypes: ["Egress"], egress: [{ to: [{ podSelector: api }], ports }] },
      },
      {
        kind: "NetworkPolicy",
        id: "api-from-web",
        name: "api-from-web",
        namespace: "shop",
        spec: {
          podSelector: api,
          policyTypes: ["Ingress"],
          ingress: [{ from: [{ podSelector: web }], ports }],
        },
      },
    ]);
  });

  it("names the namespace of a caller from elsewhere, so that two callers of one name stay apart", () => {
    const [egress, ingress] = linkPolicies({ ...WEB, namespace: "blog" }, API);
    expect(egress).to.include({ name: "web-to-api", namespace: "blog" });
    expect(ingress).to.include({ name: "api-from-web.blog", namespace: "shop" });
    expect(JSON.stringify(ingress)).to.contain(
      '"namespaceSelector":{"matchLabels":{"kubernetes.io/metadata.name":"blog"}}',
    );
  });

  it("speaks UDP where the endpoint does", () => {
    const [egress] = linkPolicies(WEB, { ...API, protocol: "udp" });
    expect(JSON.stringify(egress)).to.contain('"protocol":"UDP"');
  });

  it("has only the caller's side for what is outside", () => {
    expect(linkPolicies(WEB, DATABASE).map(({ name }) => name)).to.deep.equal(["web-to-database"]);
  });

  it("leaves out of each range only what lies in it, as Kubernetes refuses the rest", () => {
    const peer = {
      kind: "cidr",
      ranges: ["10.20.0.0/16", "10.40.0.0/24"],
      except: ["10.20.9.0/24"],
    } as const;
    const [policy] = linkPolicies(WEB, { ...DATABASE, peer });
    expect(policy?.spec.egress).to.deep.include({
      to: [
        { ipBlock: { cidr: "10.20.0.0/16", except: ["10.20.9.0/24"] } },
        { ipBlock: { cidr: "10.40.0.0/24" } },
      ],
      ports: [{ port: 443, protocol: "TCP" }],
    });
  });

  it("names hosts and patterns where the dataplane knows them", () => {
    const hosts = ["db.example", "*.googleapis.com"];
    const policies = linkPolicies(WEB, { ...DATABASE, peer: { kind: "host", hosts } }, "names");
    expect(policies).to.deep.equal([
      {
        kind: "FQDNNetworkPolicy",
        id: "web-to-database",
        name: "web-to-database",
        namespace: "shop",
        spec: {
          podSelector: { matchLabels: { "app.kubernetes.io/name": "web" } },
          egress: [
            {
              matches: [{ name: "db.example" }, { pattern: "*.googleapis.com" }],
              ports: [{ port: 443, protocol: "TCP" }],
            },
          ],
        },
      },
    ]);
  });

  it("lets addresses in, such as a load balancer's", () => {
    const ranges = ["130.211.0.0/22", "35.191.0.0/16"];
    const policy = rangesPolicy(
      "api-from-google",
      podsNamed("api", "shop"),
      { kind: "cidr", ranges },
      [3000],
    );
    expect(policy.spec).to.deep.equal({
      podSelector: { matchLabels: { "app.kubernetes.io/name": "api" } },
      policyTypes: ["Ingress"],
      ingress: [
        {
          from: [{ ipBlock: { cidr: "130.211.0.0/22" } }, { ipBlock: { cidr: "35.191.0.0/16" } }],
          ports: [{ port: 3000, protocol: "TCP" }],
        },
      ],
    });
  });
});

describe("Address ranges", () => {
  it("contain what lies in them", () => {
    expect(contains("10.0.0.0/8", "10.20.0.0/16")).to.equal(true);
    expect(contains("10.0.0.0/8", "11.0.0.0/16")).to.equal(false);
    expect(contains("10.20.0.0/16", "10.0.0.0/8")).to.equal(false);
    expect(contains("0.0.0.0/0", "224.0.0.0/4")).to.equal(true);
    expect(contains("192.168.0.0/16", "nonsense")).to.equal(false);
  });

  it("are ranges only when written as such", () => {
    expect(isRange("10.20.0.0/16")).to.equal(true);
    expect(isRange("10.20.0.1/16")).to.equal(false);
    expect(isRange("10.20.0.0/33")).to.equal(false);
    expect(isAddress("10.20.0.1")).to.equal(true);
    expect(isAddress("10.20.0.256")).to.equal(false);
    expect(isAddress("database.example")).to.equal(false);
  });
});

describe("LinkPolicies", () => {
  const links = [API, DATABASE];
  const caller = podsNamed("nginx-ingress", "ingress");

  it("declares the policies of pods that something else runs", async () => {
    const graph = await recordWith(({ kubernetes }) => {
      new LinkPolicies("edge", { caller, partOf: "shop", links }, { provider: kubernetes });
      return {};
    });
    expect(childrenOf(graph, "edge")).to.deep.equal([
      "kubernetes:networking.k8s.io/v1:NetworkPolicy edge-to-api",
      "kubernetes:networking.k8s.io/v1:NetworkPolicy api-from-edge",
      "kubernetes:networking.k8s.io/v1:NetworkPolicy edge-to-database",
      "kubernetes:networking.k8s.io/v1:NetworkPolicy edge-to-dns",
    ]);
    expect(nodeNamed(graph, "edge").published?.["links"]).to.deep.include({
      from: nodeNamed(graph, "edge").urn,
      to: "service:shop/api:80",
      purpose: "request",
      name: "api",
      host: "api.shop.svc.cluster.local",
      port: 80,
      targetPort: 3000,
      protocol: "http",
      peer: API.peer,
    });
  });

  it("names the caller after the component unless told otherwise", async () => {
    const names = async (callerName?: string) => {
      const graph = await recordWith(({ kubernetes }) => {
        const named = callerName === undefined ? {} : { callerName };
        new LinkPolicies(
          "edge",
          { caller, partOf: "shop", links: [API], ...named },
          { provider: kubernetes },
        );
        return {};
      });
      return ["edge-to-api", "api-from-edge"].map((id) => {
        const { metadata } = nodeNamed(graph, id).inputs;
        return isRecord(metadata) ? metadata["name"] : undefined;
      });
    };
    expect(await names()).to.deep.equal(["edge-to-api", "api-from-edge.ingress"]);
    expect(await names("nginx")).to.deep.equal(["nginx-to-api", "api-from-nginx.ingress"]);
  });

  it("refuses two links of one name", async () => {
    const recording = recordWith(({ kubernetes }) => {
      new LinkPolicies("edge", { caller, partOf: "shop", links: [API, API] }, { provider: kubernetes });
      return {};
    });
    const message = await failureOf(recording);
    expect(message).to.contain(
      'LinkPolicies "edge": links is ["api","api"]; allowed are endpoints, all different',
    );
  });

  it("runs the example", async () => {
    const graph = await record(async () => linkPoliciesExample() ?? {}, { project: "strata", stack: "test" });
    expect(childrenOf(graph, "ingress")).to.have.length(5);
  });
});

describe("NamespaceIsolation", () => {
  it("has one child that denies both directions", async () => {
    const graph = await recordWith(({ kubernetes }) => {
      new NamespaceIsolation("shop", { namespace: "shop", partOf: "shop" }, { provider: kubernetes });
      return {};
    });
    expect(childrenOf(graph, "shop")).to.deep.equal([
      "kubernetes:networking.k8s.io/v1:NetworkPolicy shop-deny-all",
    ]);
    expect(nodeNamed(graph, "shop-deny-all").inputs["spec"]).to.deep.equal({
      podSelector: {},
      policyTypes: ["Ingress", "Egress"],
    });
  });

  it("refuses Kubernetes' own namespaces", async () => {
    const recording = recordWith(({ kubernetes }) => {
      new NamespaceIsolation(
        "system",
        { namespace: "kube-system", partOf: "shop" },
        { provider: kubernetes },
      );
      return {};
    });
    const message = await failureOf(recording);
    expect(message).to.contain(
      'NamespaceIsolation "system": namespace is "kube-system"; allowed are namespaces other',
    );
  });
});

describe("WebService example", () => {
  it("runs", async () => {
    const graph = await record(async () => webServiceExample(), { project: "strata", stack: "test" });
    expect(childrenOf(graph, "backend", "strata:workload:WebService")).to.include(
      "kubernetes:external-secrets.io/v1:ExternalSecret backend-jwt",
    );
    expect(outputsOf(graph)).to.deep.equal({ backend: "backend.shop.svc.cluster.local" });
  });
});
