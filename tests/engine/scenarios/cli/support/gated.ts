import type { TestProvider } from "../../../provider/provider.ts";
import { random } from "../../../simulators/random/random.ts";
import { passGate } from "./gate.ts";

/** The random provider, waiting at a gate before it creates anything. */
export function open(): TestProvider {
  return {
    ...random,
    create: async (request) => {
      if (!request.preview) {
        await passGate();
      }
      return random.create(request);
    },
  };
}
