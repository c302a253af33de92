import { Provider } from "@pulumi/kubernetes/provider.js";
import { PriorityClasses, STANDARD_CLASSES } from "#components/cluster/priority-classes";

/** The standard classes and one of one's own between them. */
export function program() {
  const opts = { provider: new Provider("kubernetes", { kubeconfig: "{}" }) };
  new PriorityClasses(
    "priorities",
    {
      partOf: "shop",
      classes: { ...STANDARD_CLASSES, payments: { value: 500_000, description: "Takes the money" } },
    },
    opts,
  );
  return {};
}
