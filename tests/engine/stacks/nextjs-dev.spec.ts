import { lifeOf } from "./support/deployed-stack.ts";
import { canGo, keepsItsPromises } from "./support/promises.ts";

describe("nextjs-dev on the real engine and a Kubernetes API", () => {
  const life = lifeOf("nextjs-dev");

  keepsItsPromises(life);
  canGo(life);
});
