import { UNKNOWN, type Value } from "#graph/model";
import { projectMetadata } from "#policies/gcp/compute/project-metadata";
import { resource } from "../../support/nodes.ts";
import { describeRule } from "../../support/rules.ts";

const all = (metadata: Value) => resource("gcp:compute/projectMetadata:ProjectMetadata", { metadata });
const one = (key: Value, value: Value) =>
  resource("gcp:compute/projectMetadataItem:ProjectMetadataItem", { key, value });

describeRule(projectMetadata, {
  passes: {
    "OS Login": [
      all({ "enable-oslogin": "TRUE", "serial-port-enable": "false" }),
      one("enable-oslogin", "TRUE"),
    ],
    "other keys": [one("team", "true")],
  },
  fails: {
    "keys in the whole": {
      stack: [all({ "ssh-keys": "kim:ssh-ed25519 AAAA", "serial-port-enable": "TRUE" })],
      findings: [
        "the project's metadata opens the serial consoles of every machine (serial-port-enable) [metadata.serial-port-enable]",
        "the project's metadata sets SSH keys of every machine (ssh-keys) [metadata.ssh-keys]",
      ],
    },
    "one key": {
      stack: [one("enable-oslogin", "FALSE")],
      findings: ["the project's metadata turns off OS Login of every machine (enable-oslogin) [value]"],
    },
  },
  unknown: {
    "a value that is not known": { stack: [one("serial-port-enable", UNKNOWN)], at: ["value"] },
    "a key that is not known": { stack: [one(UNKNOWN, "TRUE")], at: ["key"] },
  },
});
