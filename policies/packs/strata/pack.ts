import { readFileSync } from "node:fs";
import { PolicyPack } from "@pulumi/policy";
import { parseExceptions } from "../../exceptions/parse.ts";
import { RULES } from "../../rules.ts";
import { policiesOf } from "../adapter.ts";

const file = new URL("../../exceptions.yaml", import.meta.url);

new PolicyPack("strata", {
  policies: policiesOf(RULES, {
    exceptions: parseExceptions(readFileSync(file, "utf8"), "policies/exceptions.yaml"),
    today: new Date().toISOString().slice(0, 10),
  }),
});
