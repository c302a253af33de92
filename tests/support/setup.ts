import fc from "fast-check";

// Properties try the same values in every run, so that a failure can be seen again; SEED tries others.
fc.configureGlobal({ seed: Number(process.env["SEED"] ?? 20261121) });
