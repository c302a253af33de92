import { HELM_RELEASE } from "#graph/kubernetes-types";
import { admits, chartImageSources } from "#models/charts/images";
import { createdCluster } from "../../../capacity/nodes.ts";
import type { PolicyContext, PolicyResource } from "../../../context.ts";
import { allContainers, WORKLOADS } from "../../../kubernetes/workload.ts";
import { type Outcome, type Property, separately, type Violation } from "../../../property.ts";
import { stackRule } from "../../../rule.ts";
import { CLUSTER } from "./cluster.ts";

const POLICY = "gcp:binaryauthorization/policy:Policy";
/** Resources of a program that sets up a project. */
const SETUP = ["strata:project:Project", "gcp:projects/service:Service"];
export const imagePolicy = stackRule({
  id: "gcp-gke-image-policy",
  title: "Binary Authorization has a policy that admits the stack's images",
  severity: "high",
  appliesTo: [CLUSTER, ...WORKLOADS, HELM_RELEASE],
  fix: "name the images' sources in the project's imageSources, those of charts included",
  why: "Without a policy of its own, a project admits every image; with one that lacks a source, no pod from it starts.",
  *check(resource, stack) {
    if (resource.type === CLUSTER) {
      yield* ofCluster(resource, stack);
      return;
    }
    const cluster = createdCluster(stack, resource);
    const policy = cluster && enforces(cluster) ? policyOf(cluster, stack) : undefined;
    if (policy && denies(policy)) {
      const patterns = policy
        .at("admissionWhitelistPatterns")
        .items()
        .map((each) => each.at("namePattern").text() ?? "");
      yield* resource.type === HELM_RELEASE ? ofChart(resource, patterns) : ofWorkload(resource, patterns);
    }
  },
});

function* ofCluster(cluster: PolicyResource, stack: PolicyContext): Iterable<Violation> {
  if (cluster.id !== undefined || !enforces(cluster)) {
    return;
  }
  const mode = cluster.at("binaryAuthorization.evaluationMode");
  const policy = policyOf(cluster, stack);
  if (!policy) {
    // Another program may set up the project, and its policy.
    if (stack.ofType(...SETUP).length === 0) {
      throw mode.unknown();
    }
    yield mode.violation("the project's policy decides which images run, and none is in the stack");
  } else if (!denies(policy)) {
    yield mode.violation(`the project's policy, ${stack.describe(policy)}, admits every image`);
  }
}

function enforces(cluster: PolicyResource): boolean {
  return cluster.at("binaryAuthorization.evaluationMode").is("PROJECT_SINGLETON_POLICY_ENFORCE");
}

function denies(policy: PolicyResource): boolean {
  return !policy.at("defaultAdmissionRule.evaluationMode").is("ALWAYS_ALLOW");
}

/** The policy of a cluster's project. */
function policyOf(cluster: PolicyResource, stack: PolicyContext): PolicyResource | undefined {
  const project = projectOf(cluster, stack);
  return stack.ofType(POLICY).find((policy) => projectOf(policy, stack) === project);
}

function projectOf(resource: PolicyResource, stack: PolicyContext): string | undefined {
  const own = resource.at("project");
  return own.exists() ? own.text() : stack.byUrn(resource.provider)?.at("project").text();
}

function* ofWorkload(workload: PolicyResource, patterns: readonly string[]): Iterable<Outcome> {
  yield* separately(allContainers(workload), function* ({ property }) {
    const image = property.at("image");
    if (!isAdmitted(image, patterns)) {
      yield image.violation(`no source of the project's policy has the image ${nameOf(image.text() ?? "")}`);
    }
  });
}

function isAdmitted(image: Property, patterns: readonly string[]): boolean {
  const name = image.text();
  return name === undefined || patterns.some((pattern) => admits(pattern, name));
}

/** An image without its tag and digest. */
function nameOf(image: string): string {
  return image.replace(/@.*$/, "").replace(/:[^/:]+$/, "");
}

function* ofChart(release: PolicyResource, patterns: readonly string[]): Iterable<Violation> {
  const chart = release.at("chart");
  const sources = chartImageSources(chart.text() ?? "");
  if (!sources) {
    throw chart.unknown();
  }
  const missing = sources.filter((source) => {
    const start = source.replace(/\*+$/, "");
    return !patterns.some((pattern) => pattern === source || admits(pattern, `${start}x`));
  });
  if (missing.length > 0) {
    yield chart.violation(`the project's policy lacks sources of the chart's images: ${missing.join(", ")}`);
  }
}
