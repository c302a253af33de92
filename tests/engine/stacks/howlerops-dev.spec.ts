import { deployedStack } from "./support/deployed-stack.ts";
import { canGo, keepsItsPromises } from "./support/promises.ts";

describe("howlerops-dev on the real engine and a Kubernetes API", () => {
  const deployed = deployedStack("howlerops-dev");

  keepsItsPromises(deployed);
  canGo(deployed);
});
