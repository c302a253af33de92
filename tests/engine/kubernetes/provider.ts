import { ProviderError } from "../provider/failure.ts";
import type { TestProvider } from "../provider/provider.ts";
import * as objects from "./objects.ts";
import * as releases from "./release.ts";
import { openSession, type Session } from "./session.ts";

/**
 * The `kubernetes` provider against a real API. It holds to what the real provider does in server-side apply
 * mode: how it names, creates, previews, updates, waits, reads, replaces and deletes.
 */
export class KubernetesProvider implements TestProvider {
  readonly #cancelled = new AbortController();
  #session: Session | undefined;

  async configure({ args }: Parameters<NonNullable<TestProvider["configure"]>>[0]): Promise<void> {
    this.#session = openSession(args, this.#cancelled.signal);
  }

  check: TestProvider["check"] = (request) =>
    request.type === releases.RELEASE ? releases.check(request) : objects.check(request);

  diff: TestProvider["diff"] = (request) =>
    request.type === releases.RELEASE ? releases.diff(request) : objects.diff(this.#open, request);

  create: TestProvider["create"] = (request) => this.#of(request.type).create(this.#open, request);

  read: TestProvider["read"] = (request) => this.#of(request.type).read(this.#open, request);

  update: TestProvider["update"] = (request) => this.#of(request.type).update(this.#open, request);

  delete: TestProvider["delete"] = (request) => this.#of(request.type).remove(this.#open, request);

  async invoke({ token }: { readonly token: string }): Promise<never> {
    throw new ProviderError("unimplemented", `the function ${token} is not played`);
  }

  /** A change of what the cluster is replaces the provider and all that is in it; an address does not. */
  diffConfig: NonNullable<TestProvider["diffConfig"]> = async ({ oldInputs, news }) => {
    const { clusterIdentifier: before } = oldInputs;
    const { clusterIdentifier: now } = news;
    const diffs = Object.keys({ ...oldInputs, ...news }).filter(
      (key) => JSON.stringify(oldInputs[key]) !== JSON.stringify(news[key]),
    );
    return { diffs, replaces: before === now ? [] : ["clusterIdentifier"] };
  };

  async cancel(): Promise<void> {
    this.#cancelled.abort();
  }

  #of(type: string): typeof releases | typeof objects {
    return type === releases.RELEASE ? releases : objects;
  }

  get #open(): Session {
    if (!this.#session) {
      throw new ProviderError("failedPrecondition", "the provider is not configured");
    }
    return this.#session;
  }
}

/** The provider, for the tests' `run`. */
export function open(): KubernetesProvider {
  return new KubernetesProvider();
}
