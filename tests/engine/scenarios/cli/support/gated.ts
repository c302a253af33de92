import { serve } from "../../../provider/serve.ts";
import { random } from "../../../simulators/random/random.ts";
import { passGate } from "./gate.ts";

/** The random provider, waiting at a gate before it creates anything. */
export function start(name: string, version: string): Promise<void> {
  return serve(name, version, {
    ...random,
    create: async (request) => {
      if (!request.preview) {
        await passGate();
      }
      return random.create(request);
    },
  });
}
