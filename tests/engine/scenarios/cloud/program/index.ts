import { program } from "./program.ts";

// As infra/index.ts does: positions need no source maps.
Reflect.deleteProperty(Error, "prepareStackTrace");

/** Stack outputs, as the engine takes them from the main module. */
export const { address, nameServers } = program();
