import { construct } from "../../subjects/construct.ts";

/** Resources of the program, without the stack and the provider. */
export const SYNTHETIC = 1000;

construct(SYNTHETIC);
