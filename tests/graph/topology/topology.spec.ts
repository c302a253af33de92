import { Address } from "@pulumi/gcp/compute/address.js";
import { Provider as GcpProvider } from "@pulumi/gcp/provider.js";
import { ComponentResource, type Inputs, secret } from "@pulumi/pulumi";
import { expect } from "chai";
import { Component } from "#components/core/component";
import { endpointGroup } from "#components/core/endpoint-group";
import { type Endpoint, endpointId } from "#components/core/link";
import { linkable } from "#components/core/linkable";
import { ConnectionPooler } from "#components/database/connection-pooler";
import { ExternalEndpoint } from "#components/network/external-endpoint";
import type { Node } from "#graph/model";
import { assertTopology, resolveTopology } from "#graph/topology";
import { nodeNamed } from "../../support/record.ts";
import { cluster, only, planned, service, told } from "./support.ts";

/** A component of another library. */
class Foreign extends ComponentResource {
  constructor(name: string, outputs: Inputs) {
    super("acme:index:Foreign", name);
    this.registerOutputs(outputs);
  }
}

const outsideDatabase = (name: string) =>
  new ExternalEndpoint(name, { hosts: ["db.example"], port: 5432, protocol: "postgres" }).endpoint;

describe("a topology", () => {
  it("has both ends of a link, whatever the names in it", async () => {
    const graph = await planned(() => {
      const one = cluster("one");
      const { endpoint } = service("api", one);
      service("web", one, [{ ...endpoint, name: "backend" }]);
    });
    expect(told(graph)).to.deep.equal(only("web → api http"));
  });

  it("keeps apart what has one name in two stacks", async () => {
    const { nodes } = await planned(() => service("api", cluster("one"), [outsideDatabase("database")]));
    const west: Node[] = JSON.parse(
      JSON.stringify(nodes).replaceAll("urn:pulumi:test::", "urn:pulumi:west::"),
    );
    const { links, endpoints } = resolveTopology({ nodes: [...nodes, ...west] });
    expect(endpoints.size).to.equal(4);
    const stackOf = (node: Node | undefined) => node?.urn.split("::")[0];
    expect(links.map(({ from, to }) => [stackOf(from), stackOf(to.owner)])).to.deep.equal([
      ["urn:pulumi:test", "urn:pulumi:test"],
      ["urn:pulumi:west", "urn:pulumi:west"],
    ]);
  });

  it("has a connection once that a component and its own parts publish: as the component's", async () => {
    const graph = await planned(() => {
      const one = cluster("one");
      const files = { user: "u", password: "p", "ca.pem": "c" };
      const server = { ...outsideDatabase("database"), credential: { files } };
      const { endpoint } = new ConnectionPooler(
        "pooler",
        {
          namespace: "shop",
          partOf: "shop",
          image: `registry.example/pgbouncer@sha256:${"0".repeat(64)}`,
          server,
          databases: ["app"],
          serverConnections: 100,
          secretStore: { name: "store" },
        },
        { provider: one },
      );
      service("api", one, [endpoint]);
    });
    expect(told(graph)).to.deep.equal(only("pooler → database external", "api → pooler postgres"));
    const [outer] = resolveTopology(graph).links;
    expect(outer?.from.type).to.equal("strata:database:ConnectionPooler");
  });

  it("makes any resource an end of a link", async () => {
    const graph = await planned(() => {
      const google = new GcpProvider("google", { project: "shop" });
      const address = new Address("search", {}, { provider: google });
      const search = linkable(address, {
        name: "search",
        host: address.address,
        port: 9200,
        protocol: "http",
        peer: { kind: "cidr", ranges: ["10.0.0.0/28"] },
      });
      service("api", cluster("one"), [search]);
    });
    expect(told(graph)).to.deep.equal(only("api → search http"));
    const [endpoint] = [...resolveTopology(graph).endpoints.values()].filter(
      ({ connection }) => connection.name === "search",
    );
    expect(endpoint?.owner).to.equal(nodeNamed(graph, "search"));
    expect(endpoint?.connection).to.deep.include({ port: 9200, protocol: "http", host: { $unknown: true } });
  });

  it("resolves every member of a group", async () => {
    const graph = await planned(() => {
      const members = { a: outsideDatabase("a"), b: outsideDatabase("b") };
      service("api", cluster("one"), [endpointGroup("shards", members)]);
    });
    expect(told(graph)).to.deep.equal(only("api → a external", "api → b external"));
    expect(resolveTopology(graph).links.map(({ link }) => link.group)).to.deep.equal(["shards", "shards"]);
  });

  it("finds a link to a role that nobody publishes, and to a resource that is not there", async () => {
    const graph = await planned(() => {
      const database = outsideDatabase("database");
      const urn = "urn:pulumi:test::strata::strata:network:ExternalEndpoint::";
      service("api", cluster("one"), [
        { ...database, id: endpointId(`${urn}database`, "replica") },
        { ...database, name: "other", id: endpointId(`${urn}other`, "external") },
        { ...database, name: "nonsense", id: "nonsense" },
      ]);
    });
    expect(told(graph).problems).to.deep.equal([
      'api links[0]: the link to "database" leads nowhere: ExternalEndpoint "database" publishes no endpoint "replica"',
      'api links[1]: the link to "other" leads nowhere: there is no urn:pulumi:test::strata::strata:network:ExternalEndpoint::other',
      'api links[2]: the link to "nonsense" leads nowhere: there is no "nonsense"',
    ]);
    expect(() => assertTopology(graph)).to.throw(
      /^3 problems in the topology:\n {2}WebService "api": the link to/,
    );
  });

  it("counts what belongs to a stack that it does not show as outside", async () => {
    const graph = await planned(() => {
      const id = endpointId("urn:pulumi:data::shop::strata:database:PostgresDatabase::orders", "primary");
      service("api", cluster("one"), [{ ...outsideDatabase("unused"), name: "orders", id }]);
    });
    expect(told(graph)).to.deep.equal({ ...only(), outside: ["api → orders"] });
    expect(() => assertTopology(graph)).not.to.throw();
  });

  it("finds an id that two components publish", async () => {
    const graph = await planned(() => {
      class Copy extends Component {
        constructor(name: string, endpoint: Endpoint) {
          super("network", "Copy", name, {}, {});
          this.publish({ endpoints: [endpoint] });
        }
      }
      new Copy("copy", outsideDatabase("database"));
    });
    expect(told(graph).problems).to.deep.equal([
      'copy endpoints[0]: the endpoint "database" has the id of one that ExternalEndpoint "database" publishes',
    ]);
  });

  it("passes over what other libraries' components publish under the same names", async () => {
    const graph = await planned(() => {
      const endpoints = [{ id: "a" }, { id: "a" }, { id: 5 }, { id: "a#b" }, "https://a.example"];
      const links = [{ from: "a", to: "b" }, { from: 1, to: 2 }, { to: "b" }, "https://a.example"];
      for (const name of ["one", "other"]) {
        new Foreign(name, { endpoints, links });
      }
    });
    expect(told(graph)).to.deep.equal(only());
  });

  it("says of which lists and members of lists it cannot read any end", async () => {
    const graph = await planned(() => {
      const google = new GcpProvider("google", { project: "shop" });
      const { address } = new Address("late", {}, { provider: google });
      new Foreign("whole", { endpoints: address, links: secret([]) });
      new Foreign("member", { endpoints: [address], links: [address] });
    });
    expect(told(graph)).to.deep.equal({
      ...only(),
      unreadable: ["whole endpoints", "whole links", "member endpoints[0]", "member links[0]"],
    });
  });

  it("says which ends cannot be read yet", async () => {
    const graph = await planned(() => {
      const google = new GcpProvider("google", { project: "shop" });
      const late = new Address("late", {}, { provider: google });
      service("api", cluster("one"), [{ ...outsideDatabase("database"), id: late.address }]);
    });
    expect(told(graph)).to.deep.equal({ ...only(), unreadable: ["api links[0].to"] });
  });
});
