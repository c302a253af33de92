import { expect } from "chai";
import type { LiveObject } from "#cli/rollout/cluster/live";
import { judgeObject } from "#cli/rollout/judges/judges";
import { HeldCluster, live } from "./support/cluster.ts";
import { condition, deployment, LABELS, PLANNED, pod } from "./support/objects.ts";

describe("the reasons of pods", () => {
  const reasonsOf = async (...objects: LiveObject[]) => {
    const stuck = deployment({ replicas: 3, updatedReplicas: 3, availableReplicas: 0 });
    return (await judgeObject(PLANNED, new HeldCluster(stuck, ...objects))).reasons;
  };
  const unready = { conditions: [condition("PodScheduled", "True"), condition("Ready", "False")] };

  it("K3 name an image, a crash with its last end, and pods with the same reason together", async () => {
    const pulling = {
      ...unready,
      containerStatuses: [
        { name: "api", state: { waiting: { reason: "ImagePullBackOff", message: "not found" } } },
      ],
    };
    const crashing = {
      ...unready,
      containerStatuses: [
        {
          name: "api",
          state: { waiting: { reason: "CrashLoopBackOff", message: "back-off 40s" } },
          lastState: { terminated: { exitCode: 137, reason: "OOMKilled" } },
        },
      ],
    };
    expect(await reasonsOf(pod("a", pulling), pod("b", pulling), pod("c", crashing))).to.deep.equal([
      "pod a and 1 more: container api: its image cannot be pulled (ImagePullBackOff: not found)",
      "pod c: container api: it ends again and again (CrashLoopBackOff: back-off 40s); last: exit code 137, it ran out of memory (OOMKilled)",
    ]);
  });

  it("K3 name what refuses pods, such as a quota, and why none is scheduled", async () => {
    const set = live("apps/v1", "ReplicaSet", "api-1", {
      metadata: { name: "api-1", labels: LABELS },
      status: { conditions: [condition("ReplicaFailure", "True", "FailedCreate", "exceeded quota: pods")] },
    });
    const pending = pod("a", {
      conditions: [condition("PodScheduled", "False", "Unschedulable", "0/3 nodes are available")],
    });
    expect(await reasonsOf(set, pending)).to.deep.equal([
      "pod a: no node takes the pod (Unschedulable: 0/3 nodes are available)",
      "its pods are refused (FailedCreate: exceeded quota: pods)",
    ]);
  });

  it("K3 name a probe that fails by the pod's events, and say when events may not be read", async () => {
    const probe = live("v1", "Event", "probe", {
      reason: "Unhealthy",
      message: "Readiness probe failed: 503",
      type: "Warning",
      involvedObject: { name: "a" },
    });
    expect(await reasonsOf(pod("a", unready), probe)).to.deep.equal([
      "pod a: a probe fails (Unhealthy: Readiness probe failed: 503)",
    ]);
    const cluster = new HeldCluster(
      deployment({ replicas: 3, updatedReplicas: 3, availableReplicas: 0 }),
      pod("a", unready),
    );
    cluster.forbidden.add("Event");
    expect((await judgeObject(PLANNED, cluster)).reasons[0]).to.match(/^pod a: its events may not be read/);
  });
});
