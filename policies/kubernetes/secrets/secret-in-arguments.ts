import { type PlacedCredential, placedCredentials } from "#models/credentials/places";
import { propertyAt } from "../../credentials/placed.ts";
import { type Property, separately } from "../../property.ts";
import { resourceRule } from "../../rule.ts";
import { allContainers, WORKLOADS } from "../workload.ts";

export const secretInArguments = resourceRule({
  id: "kubernetes-secret-in-arguments",
  title: "Commands, arguments and probes of containers hold no secrets",
  severity: "high",
  appliesTo: WORKLOADS,
  fix: "mount the secret as a file and pass the file's path",
  why: "Everyone who may read the pod reads its arguments, and so does every process on the node.",
  each: (workload) =>
    separately(allContainers(workload), function* ({ property, label }): Iterable<Part> {
      for (const placed of placedCredentials(property.raw())) {
        // The environment has a rule of its own.
        if (placed.at[0] !== "env") {
          yield { property, label, placed };
        }
      }
    }),
  *check({ property, label, placed }: Part) {
    const { at, kind, name } = placed;
    const named = name === undefined || at.includes(name) ? "" : `: ${name}`;
    yield propertyAt(property, at).violation(`${label} has ${kind} in its ${at[0]}${named}`);
  },
});

interface Part {
  readonly property: Property;
  readonly label: string;
  readonly placed: PlacedCredential;
}
