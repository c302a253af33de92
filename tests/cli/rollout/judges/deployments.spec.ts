import { expect } from "chai";
import { judgeObject } from "#cli/rollout/judges/judges";
import { HeldCluster } from "../support/cluster.ts";
import { ARRIVED, deployment, PLANNED } from "../support/objects.ts";

describe("strata rollout judges", () => {
  describe("K1 a Deployment", () => {
    for (const { what, object, summary } of [
      {
        what: "all pods are updated and available",
        object: deployment(ARRIVED),
        summary: "3 pods available",
      },
      {
        what: "its controller has not seen the change",
        object: deployment({ ...ARRIVED, observedGeneration: 1 }),
        summary: "its controller has not seen the last change yet",
      },
      {
        what: "one new pod does not become available",
        object: deployment({ replicas: 4, updatedReplicas: 1, availableReplicas: 3 }),
        summary: "1 of 3 pods updated, 3 available, 3 old",
      },
      {
        what: "an old pod is left",
        object: deployment({ replicas: 4, updatedReplicas: 3, availableReplicas: 3 }),
        summary: "3 of 3 pods updated, 3 available, 1 old",
      },
      {
        what: "somebody scaled it down",
        object: deployment({ replicas: 2, updatedReplicas: 2, availableReplicas: 2 }, { replicas: 2 }),
        summary: "2 of 3 pods updated, 2 available",
      },
      {
        what: "it is paused",
        object: deployment(ARRIVED, { paused: true }),
        summary: "its rollout is paused",
      },
      {
        what: "it runs another image",
        object: deployment(ARRIVED, {
          template: { spec: { containers: [{ name: "api", image: "example/api:v1" }] } },
        }),
        summary: "does not run the plan's images",
      },
    ]) {
      it(`K1 ${what}`, async () => {
        const verdict = await judgeObject(PLANNED, new HeldCluster(object));
        expect(verdict.summary).to.equal(summary);
        expect(verdict.state).to.equal(summary === "3 pods available" ? "done" : "waiting");
      });
    }
  });
});
