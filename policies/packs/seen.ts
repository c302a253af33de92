import type { ResourceValidationArgs } from "@pulumi/policy";
import type { PolicyResource } from "../context.ts";
import type { Ancestry } from "../exceptions/exception.ts";

type Known = Pick<PolicyResource, "urn" | "name" | "type" | "parent">;

/**
 * The resources that the engine has shown so far, with their inputs. A policy over one resource receives only its
 * parent's URN; exceptions name whole paths, and parents always precede their children. A policy over the stack
 * receives outputs, and in a preview they are empty for a resource whose provider is not configured yet, such as all
 * objects in a cluster that does not exist yet.
 */
export class Seen implements Ancestry {
  readonly #known = new Map<string, Known>();
  readonly #inputs = new Map<string, ResourceValidationArgs["props"]>();

  add({ urn, name, type, opts, props }: ResourceValidationArgs): void {
    if (!this.#known.has(urn)) {
      this.#known.set(urn, { urn, name, type, parent: opts.parent });
    }
    this.#inputs.set(urn, props);
  }

  inputsOf(urn: string): ResourceValidationArgs["props"] | undefined {
    return this.#inputs.get(urn);
  }

  byUrn(urn: string | undefined): Known | undefined {
    return urn === undefined ? undefined : this.#known.get(urn);
  }
}
