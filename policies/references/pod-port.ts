import { isAbsent } from "../claims/parts.ts";
import type { PolicyContext, PolicyResource } from "../context.ts";
import { namespaceOf } from "../kubernetes/objects.ts";
import { allContainers, podSpec, WORKLOADS } from "../kubernetes/workload.ts";
import { type Property, separately, some, type UnknownValue, type Violation } from "../property.ts";
import { stackRule } from "../rule.ts";
import { arePublished, byLabels, bySelector, type Selection, somePods } from "./pods.ts";
import { hasRelease } from "./reference.ts";

const SERVICE = "kubernetes:core/v1:Service";
const BUDGET = "kubernetes:policy/v1:PodDisruptionBudget";
const POD_MONITOR = "kubernetes:monitoring.coreos.com/v1:PodMonitor";

export const podPort = stackRule<() => Iterable<Violation>>({
  id: "references-pod-port",
  title: "Selected pods and their named ports exist",
  severity: "high",
  appliesTo: [SERVICE, BUDGET, POD_MONITOR, ...WORKLOADS],
  fix: "select labels that a workload's pods have, and name a port that one of their containers declares",
  why: "A Service without pods refuses every connection, a probe of an unknown port restarts its container for good, and a monitor or budget without pods does nothing and says nothing.",
  *each(resource, stack) {
    switch (resource.type) {
      case SERVICE:
        yield* ofService(resource, stack);
        break;
      case BUDGET: {
        const selector = resource.at("spec.selector");
        yield () => selected(bySelector(resource, namespaceOf(resource), selector), selector, stack);
        break;
      }
      case POD_MONITOR:
        yield* ofMonitor(resource, stack);
        break;
      default:
        yield* ofProbes(resource);
    }
  },
  check: (part) => part(),
});

/** What is checked by itself. */
type Part = () => Iterable<Violation>;

function* ofService(service: PolicyResource, stack: PolicyContext): Iterable<Part> {
  const labels = service.at("spec.selector");
  // Without a selector, someone else writes the addresses.
  if (isAbsent(labels) || service.at("spec.type").is("ExternalName")) {
    return;
  }
  const selection = byLabels(service, namespaceOf(service), labels);
  yield () => selected(selection, labels, stack);
  for (const port of service.at("spec.ports").items()) {
    yield () => named(selection, port.at("targetPort"), stack);
  }
}

function* ofMonitor(monitor: PolicyResource, stack: PolicyContext): Iterable<Part | UnknownValue> {
  const selector = monitor.at("spec.selector");
  const places = monitor.at("spec.namespaceSelector");
  if (places.at("any").is(true)) {
    return;
  }
  const names = places.at("matchNames").items();
  const namespaces =
    names.length > 0 ? names.map((name) => () => name.text() ?? "") : [() => namespaceOf(monitor)];
  yield* separately(namespaces, function* (namespace) {
    const selection = bySelector(monitor, namespace(), selector);
    yield () => selected(selection, selector, stack);
    for (const endpoint of monitor.at("spec.podMetricsEndpoints").items()) {
      yield () => named(selection, endpoint.at("port"), stack);
      // Prometheus keeps the targets whose container declares the port.
      yield () => named(selection, endpoint.at("portNumber"), stack);
    }
  });
}

/** A probe or hook refers to the ports of its own container. */
function ofProbes(workload: PolicyResource): Iterable<Part | UnknownValue> {
  return separately(allContainers(workload), function* ({ property: container }) {
    for (const probe of ["livenessProbe", "readinessProbe", "startupProbe"]) {
      for (const kind of ["httpGet", "tcpSocket"]) {
        const port = container.at(probe).at(kind).at("port");
        yield () => ofContainer(port, container);
      }
    }
  });
}

function* ofContainer(port: Property, container: Property): Iterable<Violation> {
  const name = port.text();
  if (name !== undefined && !declares(container, port)) {
    yield port.violation(`the container declares no port "${name}"`);
  }
}

function* selected(selection: Selection, at: Property, stack: PolicyContext): Iterable<Violation> {
  if (!somePods(stack, selection) && !isElsewhere(selection, at, stack)) {
    yield at.violation(`no pods of namespace "${selection.namespace}" in the stack have these labels`);
  }
}

function* named(selection: Selection, port: Property, stack: PolicyContext): Iterable<Violation> {
  const isService = selection.from.type === SERVICE;
  // A Service reaches a port by its number whether or not a container declares it.
  if (isAbsent(port) || (isService && port.number() !== undefined)) {
    return;
  }
  const hasPort = (workload: PolicyResource) =>
    some(
      ["containers", "initContainers"].flatMap((list) => podSpec(workload).at(list).items()),
      (container) => declares(container, port),
    );
  if (!somePods(stack, selection, hasPort) && somePods(stack, selection)) {
    yield port.violation(`none of the selected pods declares a port ${port.number() ?? `"${port.text()}"`}`);
  }
}

/** Whether a container declares a port by this name or number. */
function declares(container: Property, port: Property): boolean {
  const [name, number] = [port.text(), port.number()];
  return some(container.at("ports").items(), (each) =>
    name === undefined ? each.at("containerPort").number() === number : each.at("name").text() === name,
  );
}

/** Whether a component says that the pods exist. Throws if a chart may make them. */
function isElsewhere(selection: Selection, at: Property, stack: PolicyContext): boolean {
  if (arePublished(stack, selection)) {
    return true;
  }
  if (hasRelease(stack, selection.from, selection.namespace)) {
    throw at.unknown();
  }
  return false;
}
