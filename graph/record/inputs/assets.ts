import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { ASSET_DIGEST_LENGTH, SECRET, UNKNOWN, type Value } from "../../model.ts";
import { rpc } from "../sdk/sdk.ts";

/**
 * The graph value of an asset or archive: a digest of its contents, so that runs on different machines agree and a
 * changed file shows. A URL is not fetched: the URL represents its contents.
 *
 * @param wire the asset as the SDK sends it
 * @throws Error when a file cannot be read
 */
export function assetValue(wire: Record<string, unknown>): Value {
  const digest = digestOf(wire);
  return typeof digest === "string" ? { $asset: digest.slice(0, ASSET_DIGEST_LENGTH) } : digest;
}

/** A digest, or a marker if a part is secret (a digest would allow a short secret to be guessed) or unknown. */
function digestOf(wire: unknown): string | typeof SECRET | typeof UNKNOWN {
  const { [rpc.specialSigKey]: kind, text, path, uri, assets } = wire as Record<string, unknown>;
  if (kind === rpc.specialSecretSig || [text, path, uri].some(rpc.isRpcSecret)) {
    return SECRET;
  }
  if (wire === rpc.unknownValue || [text, path, uri].includes(rpc.unknownValue)) {
    return UNKNOWN;
  }
  if (typeof path === "string") {
    return digestOfFile(path);
  }
  if (typeof assets !== "object" || assets === null) {
    return sha256(String(text ?? uri));
  }
  const parts: string[] = [];
  for (const [name, asset] of Object.entries(assets).sort(([a], [b]) => (a < b ? -1 : 1))) {
    const digest = digestOf(asset);
    if (typeof digest !== "string") {
      return digest;
    }
    parts.push(name, digest);
  }
  return sha256(parts.join("\n"));
}

function digestOfFile(path: string): string {
  if (!statSync(path).isDirectory()) {
    return sha256(readFileSync(path));
  }
  const parts = readdirSync(path)
    .sort()
    .flatMap((name) => [name, digestOfFile(join(path, name))]);
  return sha256(parts.join("\n"));
}

function sha256(content: string | Buffer): string {
  return createHash("sha256").update(content).digest("hex");
}
