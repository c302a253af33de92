import { createProgram } from "./program.ts";
import { SYSTEMS } from "./systems.ts";

/** The Pulumi program of this repository. */
export default createProgram({ systems: SYSTEMS });
