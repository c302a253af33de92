import type { KubernetesApi } from "../../../cluster/api/client.ts";
import type { KubernetesObject, Reference } from "../../../cluster/api/object.ts";

/** The values that something of an object has had, one after the other, until it is stopped. */
export interface Values<T> {
  /** Each differs from the one before; the time is when it was seen, in milliseconds since 1970. */
  readonly seen: readonly { readonly value: T; readonly at: number }[];
  stop(): Promise<void>;
}

/** Watches an object and keeps every new value of what is read from it. */
export function valuesOf<T extends string | number>(
  api: KubernetesApi,
  { apiVersion, kind, namespace, name }: Reference & { readonly namespace: string },
  read: (object: KubernetesObject) => T,
): Values<T> {
  const ended = new AbortController();
  const seen: { readonly value: T; readonly at: number }[] = [];
  const options = { namespace, fieldSelector: `metadata.name=${name}` };
  const watching = (async () => {
    for await (const { object } of api.watch({ apiVersion, kind }, options, ended.signal)) {
      const value = read(object);
      if (seen.at(-1)?.value !== value) {
        seen.push({ value, at: Date.now() });
      }
    }
  })();
  return {
    seen,
    async stop() {
      ended.abort();
      await watching;
    },
  };
}
