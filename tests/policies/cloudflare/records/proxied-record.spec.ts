import { type Node, UNKNOWN, type Values } from "#graph/model";
import { proxiedRecord } from "#policies/cloudflare/records/proxied-record";
import { describeRule } from "../../support/rules.ts";
import { ofZone } from "../../support/zones.ts";

function record(inputs: Values): Node[] {
  return [ofZone("dnsRecord:DnsRecord", { ttl: 1, ...inputs })];
}

describeRule(proxiedRecord, {
  passes: {
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
