import { runtime } from "@pulumi/pulumi";
import { createProgram } from "#infra/program";
import { SYSTEMS } from "#infra/systems";
import { CHANGES } from "./changes.ts";

if (process.env["STRATA_CHANGED"] === "true") {
  runtime.registerStackTransformation(({ type, name, props, opts }) => {
    const change = CHANGES[type]?.(props, name);
    return change && { props: { ...props, ...change }, opts };
  });
}

/** The project's own program, in which replacing properties of many resources are changed. */
export default createProgram({ systems: SYSTEMS });
