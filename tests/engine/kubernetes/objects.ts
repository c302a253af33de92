/*
 * Objects of every kind, as the real provider handles them in server-side apply mode. Where its source decides
 * something that the documentation does not say, it is named: pulumi-kubernetes, provider/pkg.
 */
export { check, diff } from "./compare.ts";
export { read, remove } from "./existing.ts";
export { create, update } from "./write.ts";
