import fc from "fast-check";

// Properties try the same values in every run, so that a failure can be seen again; SEED tries others.
fc.configureGlobal({ seed: Number(process.env["SEED"] ?? 20261121) });

// A mocha that a spec starts is a run of its own, with its own options.
delete process.env["MOCHA_OPTIONS"];
