import type { ComponentResourceOptions, Input } from "@pulumi/pulumi";
import { isRange } from "#models/addresses/ranges";
import { normalName } from "#models/dns/names";
import { type ArgumentChecks, argumentsOf } from "../core/arguments.ts";
import { Component } from "../core/component.ts";
import type { Credential, Endpoint, Peer, Protocol } from "../core/link.ts";

/** Arguments of an {@link ExternalEndpoint}. */
export interface ExternalEndpointArgs {
  /** DNS names by which it is known; a leading `*.` stands for any one label. Default none; then `ranges` are given. */
  readonly hosts?: readonly string[];
  /** Its addresses, as ranges such as `10.20.0.0/16`. Default none; then `hosts` are given. */
  readonly ranges?: readonly string[];
  /** Host name or address as callers dial it. Default: the first of `hosts`. */
  readonly host?: Input<string>;
  /** Port as callers dial it, 1 to 65535. */
  readonly port: number;
  /** Last port of a range that starts at `port`. Default: the one port. */
  readonly endPort?: number;
  /** Default "https". */
  readonly protocol?: Protocol;
  /** What opens it, from Secret Manager. Default: callers need nothing. */
  readonly credential?: Credential;
}

/**
 * Something outside that workloads link to, such as a payment provider, another team's API or a database that nobody
 * here runs. It makes nothing; it gives what lies outside a place in the topology, so that every link has two ends.
 *
 * @public
 * @throws ArgumentError naming the argument that cannot work, before anything is registered
 */
export class ExternalEndpoint extends Component {
  /** What callers link to; its name is the component's. */
  readonly endpoint: Endpoint;

  constructor(name: string, args: ExternalEndpointArgs, opts?: ComponentResourceOptions) {
    const peer = peerOf(args, argumentsOf("ExternalEndpoint", name, args));
    const { port, endPort, protocol = "https", credential } = args;
    const settings = { peer, port, endPort, protocol };
    super("network", "ExternalEndpoint", name, settings, opts);

    this.endpoint = {
      id: this.endpointId("external"),
      name,
      host: args.host ?? (peer.kind === "host" ? peer.hosts[0] : undefined) ?? "",
      port,
      ...(endPort === undefined ? {} : { endPort }),
      protocol,
      peer,
      ...(credential ? { credential } : {}),
    };
    this.publish({ facts: peer.kind === "host" ? { hosts: peer.hosts } : {}, endpoints: [this.endpoint] });
  }
}

function peerOf({ hosts, ranges, host, port, endPort }: ExternalEndpointArgs, check: ArgumentChecks): Peer {
  check.whole("port", port, 1, 65_535);
  check.whole("endPort", endPort, port, 65_535, "not below port");
  check.that(
    (hosts === undefined) !== (ranges === undefined),
    "hosts",
    hosts,
    "hosts or ranges, one of both",
  );
  if (ranges) {
    check.that(
      ranges.length > 0 && ranges.every(isRange),
      "ranges",
      ranges,
      "one or more, such as 10.20.0.0/16",
    );
    check.that(host !== undefined, "host", host, "what callers dial, which ranges do not tell");
    return { kind: "cidr", ranges };
  }
  const names = (hosts ?? []).map(normalName);
  check.that(names.length > 0 && names.every((each) => NAME.test(each)), "hosts", names, "DNS names");
  check.that(
    host !== undefined || names[0]?.startsWith("*.") !== true,
    "host",
    host,
    "what callers dial, which a pattern does not tell",
  );
  return { kind: "host", hosts: names };
}

const NAME = /^(\*\.)?([a-z0-9]([-a-z0-9]*[a-z0-9])?\.)+[a-z]{2,}$/;
