import { expect } from "chai";
import { DNS_PORTS, DNS_RESOLVERS, METADATA_SERVERS } from "#components/core/google/link-local";

describe("components/cluster/link-local", () => {
  it("has both resolvers of Cloud DNS, over UDP and TCP", () => {
    expect(DNS_RESOLVERS).to.deep.equal({ kind: "cidr", ranges: ["169.254.169.254/32", "169.254.20.10/32"] });
    expect(DNS_PORTS).to.deep.equal([
      { protocol: "UDP", port: 53 },
      { protocol: "TCP", port: 53 },
    ]);
  });

  it("has the metadata server that hands out workload identities, under Dataplane V2 and under Calico", () => {
    expect(
      METADATA_SERVERS.map(({ range, ports }) => [
        range,
        ports.map(({ protocol, port }) => `${protocol} ${port}`),
      ]),
    ).to.deep.equal([
      ["169.254.169.254/32", ["TCP 80", "TCP 8080"]],
      ["169.254.169.252/32", ["TCP 987", "TCP 988"]],
    ]);
  });
});
