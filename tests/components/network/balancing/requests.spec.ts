import { expect } from "chai";
import { nodeNamed } from "../../../support/record.ts";
import { backends, recordBalancer, service } from "./fixtures.ts";

const SERVICE = "gcp:compute/backendService:BackendService";

describe("components/network/GlobalLoadBalancer, what becomes of a request", () => {
  describe("requests", () => {
    it("have time, and WebSockets more where that is said", async () => {
      const timeout = async (more: object) =>
        nodeNamed(await recordBalancer({ service: service("ingress", more) }), "balancer-backend").inputs[
          "timeoutSec"
        ];
      expect(await timeout({})).to.equal(90);
      expect(await timeout({ timeoutSeconds: 10 })).to.equal(10);
      expect(await timeout({ webSocketIdleSeconds: 3600 })).to.equal(3600);
      expect(await timeout({ timeoutSeconds: 100, webSocketIdleSeconds: 60 })).to.equal(100);
    });

    it("are finished when an endpoint leaves, and logged", async () => {
      expect(nodeNamed(await recordBalancer(), "balancer-backend").inputs).to.deep.include({
        connectionDrainingTimeoutSec: 60,
        logConfig: { enable: true, sampleRate: 1 },
      });
      const rarely = await recordBalancer({ service: service("ingress", { logSampleRate: 0 }) });
      expect(nodeNamed(rarely, "balancer-backend").inputs).to.deep.include({
        logConfig: { enable: false, sampleRate: 0 },
      });
    });

    it("carry headers that the load balancer fills in", async () => {
      const requestHeaders = { "X-Client-Tls": "{tls_version}, {tls_cipher_suite}" };
      const graph = await recordBalancer({ service: service("ingress", { requestHeaders }) });
      expect(nodeNamed(graph, "balancer-backend").inputs["customRequestHeaders"]).to.deep.equal([
        "X-Client-Tls:{tls_version}, {tls_cipher_suite}",
      ]);
    });

    it("leave out endpoints by their errors only where that is asked for, as the cloud may refuse it", async () => {
      expect(nodeNamed(await recordBalancer(), "balancer-backend").inputs).not.to.have.property(
        "outlierDetection",
      );
      const graph = await recordBalancer({
        service: service("ingress", { outlierDetection: { ejectionSeconds: 10 } }),
      });
      expect(nodeNamed(graph, "balancer-backend").inputs["outlierDetection"]).to.deep.equal({
        consecutiveGatewayFailure: 5,
        enforcingConsecutiveGatewayFailure: 100,
        enforcingConsecutiveErrors: 0,
        enforcingSuccessRate: 0,
        baseEjectionTime: { seconds: 10 },
        maxEjectionPercent: 10,
      });
    });
  });

  describe("locations", () => {
    const locations = { india: { countries: ["IN", "LK"], regions: ["asia-south1"] } };

    it("S34: fill the regions of a country first, and fall back on the others", async () => {
      const graph = await recordBalancer({ locations });
      const preferences = Object.entries(backends(nodeNamed(graph, "balancer-backend-in-india"))).map(
        ([zone, { preference }]) => `${zone} ${preference}`,
      );
      expect(preferences).to.deep.equal([
        "asia-south1-a PREFERRED",
        "asia-south1-b PREFERRED",
        "asia-southeast1-a DEFAULT",
        "asia-southeast1-b DEFAULT",
        "us-central1-a DEFAULT",
        "us-central1-b DEFAULT",
        "us-central1-c DEFAULT",
      ]);
      expect(backends(nodeNamed(graph, "balancer-backend"))["asia-south1-a"]).not.to.have.property(
        "preference",
      );
      expect(nodeNamed(graph, "balancer-routes").propertyDependencies["pathMatchers"]).to.include(
        nodeNamed(graph, "balancer-backend-in-india").urn,
      );
    });

    it("S34: keep visitors in their regions where that is strict", async () => {
      const graph = await recordBalancer({ locations: { india: { ...locations.india, strict: true } } });
      expect(Object.keys(backends(nodeNamed(graph, "balancer-backend-in-india")))).to.deep.equal([
        "asia-south1-a",
        "asia-south1-b",
      ]);
    });

    it("are served by each route's own pods", async () => {
      const graph = await recordBalancer({
        locations,
        routes: { maps: { paths: ["/maps"], service: service("maps") } },
      });
      expect(graph.nodes.filter(({ type }) => type === SERVICE).map(({ name }) => name)).to.deep.equal([
        "balancer-backend",
        "balancer-backend-in-india",
        "balancer-route-maps",
        "balancer-route-maps-in-india",
      ]);
      expect(backends(nodeNamed(graph, "balancer-route-maps-in-india"))["asia-south1-a"]).to.include({
        name: "gmail-auth-maps",
        preference: "PREFERRED",
      });
    });
  });
});
