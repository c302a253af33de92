import { expect } from "chai";
import { judgeObject } from "#cli/rollout/judges/judges";
import type { Values } from "#graph/model";
import { expected, HeldCluster, live } from "../support/cluster.ts";
import { condition } from "../support/objects.ts";

describe("strata rollout judges", () => {
  describe("custom resources", () => {
    const judge = (kind: string, more: Values, inputs: Values = {}, apiVersion = "external-secrets.io/v1") =>
      judgeObject(
        expected(apiVersion, kind, "it", inputs),
        new HeldCluster(live(apiVersion, kind, "it", more)),
      );
    const ready = condition("Ready", "True");

    it("K3 says why an ExternalSecret or a Certificate is not ready", async () => {
      const denied = condition("Ready", "False", "SecretSyncedError", "permission denied on secret db");
      expect(await judge("ExternalSecret", { status: { conditions: [denied] } })).to.deep.equal({
        state: "waiting",
        summary: "Ready is False",
        reasons: ["SecretSyncedError: permission denied on secret db"],
      });
      const issuing = condition("Ready", "False", "DoesNotExist", "Issuing certificate");
      const certificate = await judge(
        "Certificate",
        { status: { conditions: [issuing] } },
        {},
        "cert-manager.io/v1",
      );
      expect(certificate.reasons).to.deep.equal(["DoesNotExist: Issuing certificate"]);
    });

    it("K3 expects a report of kinds whose controllers always give one", async () => {
      expect((await judge("ExternalSecret", {})).summary).to.equal("its controller has reported nothing yet");
      expect((await judge("PodMonitor", {}, {}, "monitoring.coreos.com/v1")).state).to.equal("done");
    });

    it("takes a condition only for the object's current generation", async () => {
      const stale = condition("Ready", "True", "", "", { observedGeneration: 1 });
      expect(
        (await judge("Certificate", { status: { conditions: [stale] } }, {}, "cert-manager.io/v1")).summary,
      ).to.equal("its controller has not seen the last change yet");
      expect((await judge("ExternalSecret", { status: { conditions: [ready] } })).state).to.equal("done");
    });

    it("K2 judges by the conditions that the program waits for", async () => {
      const inputs = { metadata: { annotations: { "pulumi.com/waitFor": "condition=Synced" } } };
      expect((await judge("ExternalSecret", { status: { conditions: [ready] } }, inputs)).summary).to.equal(
        "Synced is not set yet",
      );
    });

    it("reads the state of nginx' resources", async () => {
      const status = {
        state: "Warning",
        reason: "AddedOrUpdatedWithWarning",
        message: "upstream is missing",
      };
      expect(await judge("VirtualServer", { status }, {}, "k8s.nginx.org/v1")).to.deep.equal({
        state: "waiting",
        summary: "is Warning",
        reasons: ["AddedOrUpdatedWithWarning: upstream is missing"],
      });
      expect(
        (await judge("VirtualServer", { status: { state: "Valid" } }, {}, "k8s.nginx.org/v1")).state,
      ).to.equal("done");
    });

    it("names a definition that is not installed", async () => {
      const cluster = new HeldCluster();
      cluster.unserved.add("Certificate");
      expect(
        (await judgeObject(expected("cert-manager.io/v1", "Certificate", "it"), cluster)).reasons,
      ).to.deep.equal([
        "the cluster serves no cert-manager.io/v1 Certificate: its definition is not installed",
      ]);
    });
  });
});
