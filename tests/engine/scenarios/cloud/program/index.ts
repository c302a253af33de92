import { program } from "./program.ts";

/** Stack outputs, as the engine takes them from the main module. */
export const { address, nameServers } = program();
