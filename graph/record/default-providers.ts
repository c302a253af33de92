import type { RunOptions } from "./sdk/store.ts";

/** The engine's setting: a list of packages, or `*` for all. */
const DISABLED = "pulumi:disable-default-providers";

/** Whether a package's default provider may be used, by the package's name. */
export function defaultProvidersOf({
  config,
  defaultProviders = false,
}: RunOptions): (name: string) => boolean {
  if (defaultProviders !== "configured") {
    return () => defaultProviders;
  }
  const disabled = new Set(listOf(config?.[DISABLED]));
  return (name) => !disabled.has("*") && !disabled.has(name);
}

function listOf(text: string | undefined): readonly unknown[] {
  try {
    const list: unknown = JSON.parse(text ?? "[]");
    return Array.isArray(list) ? list : [list];
  } catch {
    // One name, without the list.
    return [text];
  }
}
