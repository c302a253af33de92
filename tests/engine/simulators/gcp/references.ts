import { ProviderError } from "../../provider/failure.ts";
import type { Wire, WireRecord } from "../../provider/wire.ts";
import type { Context, Identity, Wish } from "../kind.ts";
import type { PackageShapes } from "../sdk/shapes.ts";
import { patternOf, relativeName } from "./identity.ts";

/** Finds what a resource refers to by path, by name or as a service account. */
export class References {
  readonly #patterns: readonly RegExp[];

  constructor(shapes: PackageShapes) {
    this.#patterns = Object.entries(shapes.resources).flatMap(
      ([type, shape]) => patternOf(type, shape) ?? [],
    );
  }

  /** Keys of the objects that a resource needs: those it names, and those that its own id lies below. */
  of(wish: Wish, identity: Identity, { config }: Context): string[] {
    const project = String(wish.inputs["project"] ?? config["project"] ?? "");
    const texts = [...textsIn(wish.inputs).map(relativeName), ...parents(identity.id)];
    const paths = texts.filter((text) => this.#isPath(text, project) && text !== identity.key);
    return [...new Set([...paths, ...accounts(texts, project), ...named(wish, project)])].sort();
  }

  /** Whether a text is the path of something that a program would have made, in this project. */
  #isPath(text: string, project: string): boolean {
    // Kubernetes' own controllers make the network endpoint groups of a cluster's services.
    const ofControllers = text.includes("/networkEndpointGroups/");
    return (
      !ofControllers &&
      text.startsWith(`projects/${project}/`) &&
      this.#patterns.some((pattern) => pattern.test(text))
    );
  }
}

/** The words of the API for a reference to what does not exist. */
export function notFound(wish: Wish, key: string): ProviderError {
  if (key.includes("/serviceAccounts/")) {
    const email = key.split("/").at(-1);
    return new ProviderError(
      "invalidArgument",
      `googleapi: Error 400: Service account ${email} does not exist.`,
    );
  }
  return new ProviderError(
    "notFound",
    `Error creating ${wish.name}: googleapi: Error 404: The resource '${key}' was not found, notFound`,
  );
}

function textsIn(value: Wire | WireRecord): string[] {
  if (typeof value === "string") {
    return [value];
  }
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** `projects/p/a/1/b/2` lies below `projects/p/a/1`; the patterns decide which of them are objects. */
function parents(id: string): string[] {
  const steps = id.split("/");
  return steps.map((_step, at) => steps.slice(0, at + 1).join("/")).slice(1, -1);
}

/** Service accounts of the project itself; those of Google's services are always there. */
function accounts(texts: readonly string[], project: string): string[] {
  const own = new RegExp(`^(?:serviceAccount:)?([a-z][a-z0-9-]+@${project}\\.iam\\.gserviceaccount\\.com)$`);
  return texts.flatMap((text) => {
    const [, email] = own.exec(text) ?? [];
    return email ? [`projects/${project}/serviceAccounts/${email}`] : [];
  });
}

/** What some kinds name without a path. */
function named({ type, inputs }: Wish, project: string): string[] {
  const all = (value: Wire | undefined): string[] =>
    Array.isArray(value) ? value.map(String) : value ? [String(value)] : [];
  switch (type) {
    case "gcp:storage/bucketIAMMember:BucketIAMMember":
    case "gcp:storage/bucketObject:BucketObject":
      return all(inputs["bucket"]);
    case "gcp:sql/user:User":
      return all(inputs["instance"]).map((name) => `projects/${project}/instances/${name}`);
    case "gcp:sql/databaseInstance:DatabaseInstance":
      return all(inputs["masterInstanceName"]).map((name) => `projects/${project}/instances/${name}`);
    case "gcp:servicenetworking/connection:Connection":
      return all(inputs["reservedPeeringRanges"]).map(
        (name) => `projects/${project}/global/addresses/${name}`,
      );
    default:
      return [];
  }
}
