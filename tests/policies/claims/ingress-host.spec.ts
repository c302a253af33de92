import { type Node, UNKNOWN, type Value, type Values } from "#graph/model";
import { ingressHost } from "#policies/claims/ingress-host";
import { resource } from "../support/nodes.ts";
import { kubernetesProvider, through } from "../support/providers.ts";
import { describeRule } from "../support/rules.ts";

function object(kind: string, name: string, spec: Values): Node {
  return resource(`kubernetes:${kind}`, { metadata: { name, namespace: "shop" }, spec }, { name });
}

const virtualServer = (name: string, host: Value, ingressClassName: Value = "nginx") =>
  object("k8s.nginx.org/v1:VirtualServer", name, { ingressClassName, host });

const ingress = (name: string, host: Value, path: Value = "/") =>
  object("networking.k8s.io/v1:Ingress", name, {
    ingressClassName: "nginx",
    rules: [{ host, http: { paths: [{ path, pathType: "Prefix" }] } }],
  });

const transport = (name: string, listener: Value, host?: Value) =>
  object("k8s.nginx.org/v1:TransportServer", name, {
    ingressClassName: "nginx",
    listener: { name: listener, protocol: "TCP" },
    ...(host === undefined ? {} : { host }),
  });

const route = (name: string, path: Value) =>
  object("gateway.networking.k8s.io/v1:HTTPRoute", name, {
    parentRefs: [{ name: "gateway" }],
    hostnames: ["shop.example.com"],
    rules: [{ matches: [{ path: { type: "PathPrefix", value: path } }] }],
  });

const HOST = 'the host "shop.example.com" of ingress class "nginx"';
const [one, two] = [
  kubernetesProvider("one", { clusterIdentifier: "1" }),
  kubernetesProvider("two", { clusterIdentifier: "2" }),
];

describe("D1 one owner for each host", () => {
  describeRule(ingressHost, {
    passes: {
      "hosts that differ": [virtualServer("a", "a.example.com"), virtualServer("b", "b.example.com")],
      "one host of two classes": [
        virtualServer("a", "a.example.com"),
        virtualServer("b", "a.example.com", "internal"),
      ],
      "one host in two clusters": [
        one,
        two,
        through(one, virtualServer("a", "a.example.com")),
        through(two, virtualServer("b", "a.example.com")),
      ],
      "Ingresses that share a host": [ingress("a", "a.example.com"), ingress("b", "a.example.com", "/api")],
      "listeners that differ": [transport("a", "smtp"), transport("b", "imap")],
      "routes of a gateway that share a host": [route("a", "/"), route("b", "/api")],
    },
    fails: {
      "two VirtualServers": {
        stack: [virtualServer("old", "shop.example.com"), virtualServer("new", "Shop.example.com")],
        findings: [
          'the host "Shop.example.com" of ingress class "nginx" is claimed by old already [spec.host]',
        ],
      },
      "three VirtualServers, two of which lose": {
        stack: ["a", "b", "c"].map((name) => virtualServer(name, "shop.example.com")),
        findings: [
          `${HOST} is claimed by a already [spec.host]`,
          `${HOST} is claimed by a already [spec.host]`,
        ],
      },
      "an Ingress beside a VirtualServer": {
        stack: [ingress("old", "shop.example.com"), virtualServer("new", "shop.example.com")],
        findings: [`${HOST} is claimed by old already [spec.host]`],
      },
      "two Ingresses with one path": {
        stack: [ingress("old", "shop.example.com", "/api"), ingress("new", "shop.example.com", "/api")],
        findings: [`the path "/api" of ${HOST} is claimed by old already [spec.rules[0].http.paths[0].path]`],
      },
      "a host that TLS connections are passed on by": {
        stack: [
          virtualServer("old", "shop.example.com"),
          transport("new", "tls-passthrough", "shop.example.com"),
        ],
        findings: [`${HOST} is claimed by old already [spec.host]`],
      },
      "two TransportServers of one listener": {
        stack: [transport("old", "smtp"), transport("new", "smtp")],
        findings: ['the listener "smtp" is claimed by old already [spec.listener.name]'],
      },
      "two routes of a gateway with one match": {
        stack: [route("old", "/api"), route("new", "/api")],
        findings: [
          'this match of the host "shop.example.com" is claimed by old already [spec.rules[0].matches[0]]',
        ],
      },
    },
    unknown: {
      "a host that is not known": {
        stack: [virtualServer("a", "a.example.com"), virtualServer("b", UNKNOWN)],
        at: ["spec.host"],
      },
      "a host in what may be the same cluster": {
        stack: [
          one,
          kubernetesProvider("three", { clusterIdentifier: UNKNOWN }),
          through(one, virtualServer("a", "a.example.com")),
          through(kubernetesProvider("three", {}), virtualServer("b", "a.example.com")),
        ],
        at: ["clusterIdentifier"],
      },
    },
  });
});
