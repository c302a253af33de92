import { defineConfig } from "#cli/config/config";

export default defineConfig({
  systems: {
    starter: async () => (await import("./stacks/starter/starter.ts")).starter,
  },
});
