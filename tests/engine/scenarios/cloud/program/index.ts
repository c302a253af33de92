import { leaveOutDebugging } from "#infra/sdk-debugging";
import { program } from "./program.ts";

leaveOutDebugging();

/** Stack outputs, as the engine takes them from the main module. */
export const { address, nameServers } = program();
