import type { Output } from "@pulumi/pulumi";
import { activeRecorder } from "../recorder.ts";
import { answerOutput } from "./outputs.ts";
import { config, outputs } from "./sdk.ts";

/** What a method of `pulumi.Config` reads, as its name ends. */
const KINDS = ["", "Number", "Boolean", "Object"] as const;

/**
 * Lets a recorded program read encrypted configuration: `getSecret…` and `requireSecret…` return an unknown secret, or
 * an object whose encrypted members are unknown. In plain form, a whole encrypted text stays the placeholder, which the
 * graph contains as a secret; a number, a flag or an object has no placeholder.
 */
export function replaceConfig(): void {
  for (const kind of KINDS) {
    for (const method of [`getSecret${kind}`, `requireSecret${kind}`] as const) {
      replaceSecret(method);
    }
    for (const method of [`get${kind}`, `require${kind}`] as const) {
      replacePlain(method, kind);
    }
  }
}

function replaceSecret(method: string): void {
  const { prototype } = config.Config;
  const original = prototype[method];
  prototype[method] = function (key, options) {
    const { text, placeholder, secrets } = read(this.fullKey(key));
    if (text === undefined) {
      return original?.call(this, key, options);
    }
    if (placeholder !== undefined && text.includes(placeholder)) {
      return unknownSecret(text, placeholder, method.endsWith("Object"));
    }
    secrets?.keep(text);
    return original?.call(this, key, options);
  };
}

function replacePlain(method: string, kind: string): void {
  const { prototype } = config.Config;
  const original = prototype[method];
  prototype[method] = function (key, options) {
    const { text, placeholder } = read(this.fullKey(key));
    if (text === undefined || text !== placeholder) {
      return original?.call(this, key, options);
    }
    if (kind === "") {
      return text;
    }
    throw new Error(
      `configuration "${this.fullKey(key)}" is encrypted, and a plan does not know its value; read it with requireSecret${kind}`,
    );
  };
}

function read(key: string) {
  const recorder = activeRecorder.getStore();
  return recorder
    ? { text: config.getConfig(key), placeholder: recorder.encryptedValue, secrets: recorder.secrets }
    : { text: undefined, placeholder: undefined, secrets: undefined };
}

function unknownSecret(text: string, placeholder: string, isObject: boolean): Output<unknown> {
  const value =
    isObject && text !== placeholder ? withUnknowns(JSON.parse(text), placeholder) : outputs.unknown;
  const output = answerOutput(Promise.resolve({ value, secret: true, dependencies: [] }));
  return output as unknown as Output<unknown>;
}

/** A value with "unknown" for each placeholder. */
function withUnknowns(value: unknown, placeholder: string): unknown {
  if (value === placeholder) {
    return outputs.unknown;
  }
  if (Array.isArray(value)) {
    return value.map((item) => withUnknowns(item, placeholder));
  }
  return typeof value === "object" && value !== null
    ? Object.fromEntries(
        Object.entries(value).map(([key, member]) => [key, withUnknowns(member, placeholder)]),
      )
    : value;
}
