import { Instance } from "@pulumi/gcp/compute/instance.js";
import { expect } from "chai";
import { ReservedAddress } from "#components/network/reserved-address";
import { nodeNamed, recordWith } from "../../../support/record.ts";
import { differences, makeBalancer, recordBalancer, service, THREE_REGIONS } from "./fixtures.ts";

describe("components/network/GlobalLoadBalancer, as it changes", () => {
  describe("upgrades", () => {
    it("change the list of backends and nothing else when a region or a zone comes or goes", async () => {
      const three = await recordBalancer();
      const { "asia-south1": _gone, ...two } = THREE_REGIONS;
      expect(differences(three, await recordBalancer({ regions: two }))).to.deep.equal(["balancer-backend"]);
      const less = { ...THREE_REGIONS, "us-central1": { zones: ["us-central1-a"] } };
      const changed = await recordBalancer({ regions: less });
      expect(differences(three, changed)).to.deep.equal(["balancer-backend"]);
      const inputsOf = (graph: typeof three) => {
        const { backends: _list, ...rest } = nodeNamed(graph, "balancer-backend").inputs;
        return rest;
      };
      expect(inputsOf(changed)).to.deep.equal(inputsOf(three));
    });

    it("change nothing when regions are written in another order", async () => {
      const turned = Object.fromEntries(Object.entries(THREE_REGIONS).reverse());
      expect(differences(await recordBalancer(), await recordBalancer({ regions: turned }))).to.deep.equal(
        [],
      );
    });

    it("change the list of backends only when a region is drained", async () => {
      const regions = { ...THREE_REGIONS, "us-central1": { ...THREE_REGIONS["us-central1"], drained: true } };
      expect(differences(await recordBalancer(), await recordBalancer({ regions }))).to.deep.equal([
        "balancer-backend",
      ]);
    });

    it("add a host, a route or a location beside what serves", async () => {
      const before = await recordBalancer();
      const host = await recordBalancer({ hosts: { site: "example.com", other: "example.org" } });
      expect(differences(before, host)).to.have.members([
        "balancer-routes",
        "balancer-proof-other",
        "balancer-certificate-other",
        "balancer-host-other",
      ]);
      const wider = await recordBalancer({ hosts: { site: { name: "example.com", subdomains: true } } });
      expect(differences(before, wider)).to.have.members([
        "balancer-routes",
        "balancer-certificate-site-subdomains",
        "balancer-host-site-subdomains",
      ]);
      const route = await recordBalancer({
        routes: { maps: { paths: ["/maps"], service: service("maps") } },
      });
      expect(differences(before, route)).to.have.members([
        "balancer-routes",
        "balancer-route-maps-health",
        "balancer-route-maps",
      ]);
      const location = await recordBalancer({
        locations: { india: { countries: ["IN"], regions: ["asia-south1"] } },
      });
      expect(differences(before, location)).to.have.members(["balancer-routes", "balancer-backend-in-india"]);
    });

    it("replace nothing under its own name: only the address has one in the cloud", async () => {
      const graph = await recordBalancer({
        routes: { maps: { paths: ["/maps"], service: service("maps") } },
        locations: { india: { countries: ["IN"], regions: ["asia-south1"] } },
      });
      const named = graph.nodes.filter(
        ({ custom, inputs, type }) => custom && !type.startsWith("pulumi:") && "name" in inputs,
      );
      expect(named.map(({ name }) => name)).to.deep.equal(["balancer-address-address"]);
      const before = graph.nodes.filter(({ settings }) => "deleteBeforeReplace" in settings);
      expect(before.map(({ name }) => name)).to.deep.equal([]);
    });
  });

  describe("first deployment", () => {
    it("makes all but the backends before a region's pods are there, and the backends after", async () => {
      const graph = await recordWith(({ gcp }) => {
        const pods = new Instance(
          "pods",
          { machineType: "e2-small", bootDisk: { autoDelete: true }, networkInterfaces: [{}] },
          { provider: gcp },
        );
        const regions = { "us-central1": { zones: ["us-central1-a"], ready: [pods] } };
        const locations = { home: { countries: ["US"], regions: ["us-central1"] } };
        makeBalancer({ regions, locations }, gcp);
        return {};
      });
      const pods = nodeNamed(graph, "pods").urn;
      const waiting = graph.nodes.filter(({ dependencies }) => dependencies.includes(pods));
      expect(waiting.map(({ name }) => name)).to.deep.equal(["balancer-backend", "balancer-backend-in-home"]);
      expect(JSON.stringify(nodeNamed(graph, "balancer").inputs)).not.to.contain("ready");
    });

    it("works without zones, for a region that is being built", async () => {
      const graph = await recordBalancer({ regions: { "asia-south1": {} } });
      expect(nodeNamed(graph, "balancer-backend").inputs["backends"]).to.deep.equal([]);
      expect(nodeNamed(graph, "balancer").published?.["facts"]).to.deep.include({
        regions: [{ region: "asia-south1", zones: [], capacity: 1, drained: false }],
      });
    });

    it("takes an address that is there, so that names may point to it beforehand", async () => {
      const graph = await recordWith(({ gcp }) => {
        const address = new ReservedAddress("entrance", { addressName: "shop" }, { provider: gcp });
        makeBalancer({ address }, gcp);
        return {};
      });
      expect(nodeNamed(graph, "balancer-https").propertyDependencies["ipAddress"]).to.deep.equal([
        nodeNamed(graph, "entrance-address").urn,
      ]);
      expect(graph.nodes.some(({ name }) => name === "balancer-address")).to.equal(false);
    });
  });
});
