import { flushCompileCache } from "node:module";

/*
 * For a process that the engine kills, as it does with policy packs: Node writes what it has compiled only when a
 * process ends by itself. By then everything is loaded.
 */
const LOADED_MILLISECONDS = 1500;

setTimeout(flushCompileCache, LOADED_MILLISECONDS).unref();
