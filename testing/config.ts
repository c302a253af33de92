/** A value as a stack file may hold it. */
export type ConfigValue =
  | null
  | boolean
  | number
  | string
  | readonly ConfigValue[]
  | { readonly [key: string]: ConfigValue };

/** Configuration by key; a key without a namespace, such as `replicas`, belongs to the project. */
export type ConfigValues = Readonly<Record<string, ConfigValue>>;

/** Configuration as the engine passes it to a program. */
export interface EngineConfig {
  /** Full keys, such as `shop:replicas`, to their text: anything but a string is JSON. */
  readonly config: Readonly<Record<string, string>>;
  readonly secretConfigKeys: readonly string[];
}

/**
 * Brings configuration into the form in which the engine passes it.
 *
 * @throws Error when a key is given twice
 */
export function engineConfig(project: string, plain: ConfigValues, secret: ConfigValues): EngineConfig {
  const config: Record<string, string> = {};
  const secretConfigKeys: string[] = [];
  const add = (key: string, value: ConfigValue): string => {
    const full = key.includes(":") ? key : `${project}:${key}`;
    if (Object.hasOwn(config, full)) {
      throw new Error(`the configuration key ${full} is given twice`);
    }
    config[full] = typeof value === "string" ? value : JSON.stringify(value);
    return full;
  };
  for (const [key, value] of Object.entries(plain)) {
    add(key, value);
  }
  for (const [key, value] of Object.entries(secret)) {
    secretConfigKeys.push(add(key, value));
  }
  return { config, secretConfigKeys };
}
