import { lifeOf } from "./support/deployed-stack.ts";
import { canGo, keepsItsPromises } from "./support/promises.ts";

describe("howlerops-dev on the real engine and a Kubernetes API", () => {
  const life = lifeOf("howlerops-dev");

  keepsItsPromises(life);
  canGo(life);
});
