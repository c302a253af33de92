import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { runtime } from "@pulumi/pulumi";
import { runtime as internals } from "#graph/record/sdk/sdk";
import { construct } from "./construct.ts";

performance.mark("imported");
const [count = "", folder = ""] = process.argv.slice(2);
const registered: object[] = [];
await runtime.setMocks(
  {
    newResource: ({ type, name, inputs }) => {
      registered.push({ type, name, inputs });
      return { id: undefined, state: inputs };
    },
    call: () => ({}),
  },
  "bench",
  "bench",
  true,
);
construct(Number(count));
await internals.waitForRPCs();
writeFileSync(join(folder, "registered.json"), JSON.stringify(registered));
// Without the provider.
performance.mark("finished", { detail: registered.length - 1 });
