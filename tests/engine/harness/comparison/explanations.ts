import { isRecord, isUnknown, type Value, type Values } from "#graph/model";
import type { Comparable } from "./comparable.ts";
import type { Context, Explanation } from "./compare.ts";

/** Differences between a recording and the engine that are right, each with its reason. */
export const EXPLANATIONS: readonly Explanation[] = [
  {
    reason:
      "the engine takes the innermost call outside @pulumi/pulumi for a resource's position, be it in a provider's SDK or in the class of a component; the recorder names the line of the program that constructs it",
    applies: ({ resource, path, recorded }, { engine }) =>
      path[0] === "source" &&
      typeof recorded === "string" &&
      engine.get(resource.urn)?.calls.includes(recorded) === true,
  },
  {
    reason:
      "the SDK reads no position where the call stands in a function without a name, such as the callback of a map; the recorder does",
    applies: ({ path, recorded, engine }) =>
      path[0] === "source" && typeof recorded === "string" && engine === null,
  },
  {
    reason: "a provider names what the program leaves without a name, and notes in `__defaults` that it did",
    applies: ({ resource, path: [member, input], recorded }, { engine }) =>
      member === "inputs" && recorded === undefined && isGenerated(String(input), engine.get(resource.urn)),
  },
  {
    reason: "the JSON of a preview leaves out what components publish",
    applies: ({ path, engine }, { phase }) =>
      path[0] === "published" && engine === undefined && phase === "preview",
  },
  {
    reason:
      "a preview asks nothing of a provider that is not configured yet, such as the one of a cluster to be created, and takes every output of its resources for unknown; the recorder answers what the program gave, as the deployment does",
    applies: ({ resource, path, recorded, engine }, context) =>
      context.phase === "preview" &&
      isUnknown(engine) &&
      !isUnknown(recorded) &&
      path[0] === "inputs" &&
      cameFromUnconfigured(resource, String(path[1]), context),
  },
  {
    reason:
      "in a preview the SDK forgets what a function's answer depends on while that does not exist yet; the deployment knows it again",
    applies: ({ resource, path: [member, what], engine }, context) =>
      context.phase === "preview" &&
      engine === undefined &&
      (member === "dependencies" || member === "propertyDependencies") &&
      isForgotten(member, String(what), resource, context),
  },
];

/** Whether the provider gave an input its value, or the input is the note of that. */
function isGenerated(input: string, resource: Comparable | undefined): boolean {
  const inputs = resource?.values["inputs"];
  const generated = isRecord(inputs) ? inputs["__defaults"] : undefined;
  return Array.isArray(generated) && (input === "__defaults" || generated.includes(input));
}

/** Whether an input's value came from a resource whose provider has unknown inputs. */
function cameFromUnconfigured(resource: Comparable, input: string, { engine }: Context): boolean {
  const registered = membersOf(engine.get(resource.urn)?.values["propertyDependencies"]);
  return Object.keys(membersOf(registered[input])).some((urn) => {
    const provider = engine.get(urn)?.values["provider"];
    const inputs = typeof provider === "string" ? engine.get(provider)?.values["inputs"] : undefined;
    // A preview prints "[secret]" for a secret that is unknown, a kubeconfig for instance.
    return /"\$(unknown|secret)"/.test(JSON.stringify(inputs ?? {}));
  });
}

/** Whether a missing dependency, or those of an input, belong to inputs that the preview does not know. */
function isForgotten(
  member: "dependencies" | "propertyDependencies",
  what: string,
  resource: Comparable,
  { recorded, engine }: Context,
): boolean {
  const inputs = membersOf(engine.get(resource.urn)?.values["inputs"]);
  const sources = membersOf(recorded.get(resource.urn)?.values["propertyDependencies"]);
  return Object.entries(sources).some(
    ([input, urns]) =>
      JSON.stringify(inputs[input] ?? null).includes('"$unknown"') &&
      (member === "dependencies" ? what in membersOf(urns) : what === input),
  );
}

function membersOf(value: Value | undefined): Values {
  return isRecord(value) ? value : {};
}
