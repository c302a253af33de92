import { type MutableOutput, type OutputConstructor, outputs } from "../sdk/sdk.ts";
import type { KnownSecrets } from "./known-secrets.ts";

/**
 * Collects secret values, and the errors thrown over them: by `apply`, and by promises that are made secret. What a
 * failed Output fails with says no longer whether it was secret.
 *
 * @param current the secrets of the running program, if it is recorded
 */
export function watchSecrets(current: () => KnownSecrets | undefined): void {
  const { prototype } = outputs.Output;
  const { apply } = prototype;
  prototype.apply = function (func, runWithUnknowns) {
    const secrets = current();
    if (!secrets) {
      return apply.call(this, func, runWithUnknowns);
    }
    const failed = async (cause: unknown): Promise<never> => {
      if (await (this as MutableOutput).isSecret) {
        secrets.keepError(cause);
      }
      throw cause;
    };
    const watched = (value: unknown): unknown => {
      try {
        const result = func(value);
        return result instanceof Promise ? result.catch(failed) : result;
      } catch (cause) {
        return failed(cause);
      }
    };
    return apply.call(this, watched, runWithUnknowns);
  };

  outputs.Output = new Proxy(outputs.Output, {
    construct(target, args: ConstructorParameters<OutputConstructor>, newTarget) {
      const secrets = current();
      const [, value, , isSecret] = args;
      if (secrets) {
        value.catch((cause) => {
          // A component's refusal of an argument, which names it: nothing that was computed from the secret.
          if (!(cause instanceof Error && cause.name === "ArgumentError")) {
            whenSecret(isSecret, () => secrets.keepError(cause));
          }
        });
      }
      return Reflect.construct(target, args, newTarget);
    },
  });
}

/** Keeps the value of an Output if it is secret. */
export function keepValue(output: object, isSecret: Promise<boolean>, secrets: KnownSecrets): void {
  whenSecret(isSecret, async () => secrets.keep(await (output as MutableOutput).promise(true)));
}

/** Does something once a value turns out to be secret. That it fails is the business of others. */
function whenSecret(isSecret: Promise<boolean>, then: () => unknown): void {
  isSecret.then((secret) => (secret ? then() : undefined)).catch(() => {});
}
