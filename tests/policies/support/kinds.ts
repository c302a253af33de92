import type { Node, Value, Values } from "#graph/model";

const DIRECT = "kubernetes:core/v1:Pod";
const BARE = "kubernetes:core/v1:PodTemplate";
const SCHEDULED = "kubernetes:batch/v1:CronJob";
/** Kinds whose pod template is at `spec.template`. */
const TEMPLATED = new Set([
  "kubernetes:apps/v1:Deployment",
  "kubernetes:apps/v1:StatefulSet",
  "kubernetes:apps/v1:DaemonSet",
  "kubernetes:apps/v1:ReplicaSet",
  "kubernetes:batch/v1:Job",
  "kubernetes:core/v1:ReplicationController",
]);

/**
 * A stack in which a node is of another type: workloads keep their pods, other resources their inputs. References by
 * URN and by kind follow.
 */
export function withType(stack: readonly Node[], node: Node, type: string): Node[] {
  const kind = (token: string) => `"kind":"${token.split(":").at(-1)}"`;
  const changed = { ...node, type, inputs: inputsOf(node, type) };
  return stack.map((each) => {
    const text = JSON.stringify(each === node ? changed : each)
      .replaceAll(node.urn, node.urn.replace(node.type, type))
      .replaceAll(kind(node.type), kind(type));
    // JSON drops absent members, which read as undefined either way.
    return { ...each, ...(JSON.parse(text) as Node) };
  });
}

function inputsOf({ type, inputs }: Node, other: string): Values {
  if (!isWorkload(type) || !isWorkload(other)) {
    return inputs;
  }
  const { metadata, ...rest } = inputs as { readonly metadata: Value; readonly [name: string]: Value };
  const template = templateOf(type, { metadata, ...rest });
  if (other === DIRECT) {
    return { ...(template as Values), metadata };
  }
  if (other === BARE) {
    return { metadata, template };
  }
  const spec = TEMPLATED.has(type) ? (rest["spec"] as Values) : {};
  return {
    metadata,
    spec: other === SCHEDULED ? { jobTemplate: { spec: { template } } } : { ...spec, template },
  };
}

function templateOf(type: string, inputs: Values): Value {
  const at = (value: Value | undefined, name: string) => (value as Values | undefined)?.[name] ?? {};
  switch (type) {
    case DIRECT:
      return inputs;
    case BARE:
      return at(inputs, "template");
    case SCHEDULED:
      return at(at(at(inputs["spec"], "jobTemplate"), "spec"), "template");
    default:
      return at(inputs["spec"], "template");
  }
}

function isWorkload(type: string): boolean {
  return type === DIRECT || type === BARE || type === SCHEDULED || TEMPLATED.has(type);
}
