import { deployedStack } from "./support/deployed-stack.ts";
import { isKept, keepsItsPromises } from "./support/promises.ts";

describe("nextjs-prod on the real engine and a Kubernetes API", () => {
  const deployed = deployedStack("nextjs-prod");

  keepsItsPromises(deployed);
  isKept(deployed);
});
