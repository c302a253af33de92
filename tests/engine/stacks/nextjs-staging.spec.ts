import type { Deployment } from "../harness/state.ts";
import { lifeOf } from "./support/deployed-stack.ts";
import { expectGround, layGround } from "./support/ground.ts";
import { keepsItsPromises } from "./support/promises.ts";

describe("nextjs-staging on the real engine and a Kubernetes API, from the README's first run on", () => {
  let ground: Deployment;
  const life = lifeOf("nextjs-staging", {
    prepare: async (workspace) => {
      ground = await layGround(workspace);
    },
  });

  it("lays its ground first, its load balancer's too, with nothing that needs an image", () => {
    expectGround(ground);
  });

  keepsItsPromises(life);
});
