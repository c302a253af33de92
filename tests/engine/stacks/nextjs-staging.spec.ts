import type { Deployment } from "../harness/state.ts";
import { deployedStack } from "./support/deployed-stack.ts";
import { bootstrapFoundation, expectFoundation } from "./support/foundation.ts";
import { keepsItsPromises } from "./support/promises.ts";

describe("nextjs-staging on the real engine and a Kubernetes API, from the README's first run on", () => {
  let foundation: Deployment;
  const deployed = deployedStack("nextjs-staging", {
    prepare: async (workspace) => {
      foundation = await bootstrapFoundation(workspace);
    },
  });

  it("lays its foundation first, its load balancer's too, with nothing that needs an image", () => {
    expectFoundation(foundation);
  });

  keepsItsPromises(deployed);
});
