import { deployedStack } from "./support/deployed-stack.ts";
import { canGo, keepsItsPromises } from "./support/promises.ts";

describe("nextjs-dev on the real engine and a Kubernetes API", () => {
  const deployed = deployedStack("nextjs-dev");

  keepsItsPromises(deployed);
  canGo(deployed);
});
