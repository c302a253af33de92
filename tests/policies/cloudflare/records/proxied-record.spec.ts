import { type Node, UNKNOWN, type Values } from "#graph/model";
import { proxiedRecord } from "#policies/cloudflare/records/proxied-record";
import { describeRule } from "../../support/rules.ts";
import { ofZone, ZONE } from "../../support/zones.ts";

function record(inputs: Values): Node[] {
  return [ofZone("dnsRecord:DnsRecord", { ttl: 1, ...inputs })];
}

function named(name: string, inputs: Values): Node {
  return ofZone("dnsRecord:DnsRecord", { ttl: 1, proxied: false, ...inputs }, name);
}

describeRule(proxiedRecord, {
  passes: {
    "a chain to a host behind the edge": [
      ZONE,
      named("old", { type: "CNAME", name: "old", content: "www.example.com" }),
      named("www", { type: "CNAME", name: "www", content: "Example.com." }),
      named("apex", { type: "A", name: "@", content: "192.0.2.1", proxied: true }),
    ],
    "a service without hints": record({
      type: "HTTPS",
      name: "example.com",
      data: { target: ".", value: 'alpn="h3"' },
    }),
    "an address behind the edge, known or not": record({
      type: "A",
      name: "example.com",
      content: UNKNOWN,
      proxied: true,
    }),
    "mail, which has no edge": record({ type: "MX", name: "example.com", content: "mx.example.net" }),
    "a proof of ownership": record({
      type: "CNAME",
      name: "_acme-challenge.example.com",
      content: "x.example.net",
    }),
    "I28 a host whose comment says why": record({
      type: "A",
      name: "bastion.example.com",
      content: "192.0.2.1",
      proxied: false,
      comment: "SSH; not proxied: SSH bastion, not the origin",
    }),
    "a proof whose name is not known yet, by its comment": record({
      type: "CNAME",
      name: UNKNOWN,
      content: UNKNOWN,
      proxied: false,
      comment: "not proxied: proof of ownership for Certificate Manager",
    }),
  },
  fails: {
    "an address of the newer protocol, by the record's older type": {
      stack: [ofZone("record:Record", { type: "AAAA", name: "@", content: "2001:db8::1", ttl: 1 })],
      findings: ["the AAAA record @ answers with the origin itself [proxied]"],
    },
    "a wildcard": {
      stack: record({ type: "A", name: "*", content: "192.0.2.1", proxied: false }),
      findings: ["the A record * answers with the origin itself [proxied]"],
    },
    "a chain to an address": {
      stack: [
        ZONE,
        named("www", { type: "CNAME", name: "www", content: "app.example.com" }),
        named("app", { type: "CNAME", name: "app", content: "lb.example.com" }),
        named("lb", { type: "A", name: "lb.example.com", content: "192.0.2.1" }),
      ],
      findings: [
        "the CNAME record app answers with the origin itself [proxied]",
        "the A record lb.example.com answers with the origin itself [proxied]",
        "the CNAME record www answers with the origin itself [proxied]",
      ],
    },
    "a name elsewhere, beside a host behind the edge": {
      stack: [
        ZONE,
        named("direct", { type: "CNAME", name: "direct", content: "lb.example.net" }),
        named("apex", { type: "A", name: "@", content: "192.0.2.1", proxied: true }),
      ],
      findings: ["the CNAME record direct answers with the origin itself [proxied]"],
    },
    "a chain in a circle": {
      stack: [
        ZONE,
        named("a", { type: "CNAME", name: "a", content: "b.example.com" }),
        named("b", { type: "CNAME", name: "b", content: "a.example.com" }),
      ],
      findings: [
        "the CNAME record a answers with the origin itself [proxied]",
        "the CNAME record b answers with the origin itself [proxied]",
      ],
    },
    "a load balancer": {
      stack: [ofZone("loadBalancer:LoadBalancer", { name: "www.example.com" })],
      findings: ["the load balancer www.example.com answers with the origins themselves [proxied]"],
    },
    "hints of addresses": {
      stack: record({
        type: "HTTPS",
        name: "example.com",
        data: { target: ".", value: 'ipv4hint="192.0.2.1"' },
      }),
      findings: ["the HTTPS record example.com tells the origin's addresses [data.value]"],
    },
    "a comment without the reason": {
      stack: record({ type: "A", name: "example.com", proxied: false, comment: "not proxied: " }),
      findings: ["the A record example.com answers with the origin itself [proxied]"],
    },
    "an address that does not say": {
      stack: record({ type: "A", name: "example.com", content: "192.0.2.1" }),
      findings: ["the A record example.com answers with the origin itself [proxied]"],
    },
    "a name that leads past the edge": {
      stack: record({ type: "CNAME", name: "direct.example.com", content: "lb.example.net", proxied: false }),
      findings: ["the CNAME record direct.example.com answers with the origin itself [proxied]"],
    },
  },
  unknown: {
    "a switch that is not known": {
      stack: record({ type: "A", name: "example.com", proxied: UNKNOWN }),
      at: ["proxied"],
    },
  },
});
