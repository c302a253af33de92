import { lifeOf } from "./support/deployed-stack.ts";
import { isKept, keepsItsPromises } from "./support/promises.ts";

describe("nextjs-prod on the real engine and a Kubernetes API", () => {
  const life = lifeOf("nextjs-prod");

  keepsItsPromises(life);
  isKept(life);
});
