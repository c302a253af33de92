import type { PolicyResource } from "../../context.ts";
import type { Property } from "../../property.ts";
import { resourceRule } from "../../rule.ts";

/** Keys of a project's metadata that open all of its machines, and the values that do; any value for none listed. */
const OPENING: Readonly<Record<string, { readonly values?: readonly string[]; readonly what: string }>> = {
  "enable-oslogin": { values: ["false", "0"], what: "turns off OS Login" },
  "serial-port-enable": { values: ["true", "1"], what: "opens the serial consoles" },
  "ssh-keys": { what: "sets SSH keys" },
  sshKeys: { what: "sets SSH keys" },
};
const ALL = "gcp:compute/projectMetadata:ProjectMetadata";
const ONE = "gcp:compute/projectMetadataItem:ProjectMetadataItem";

interface Entry {
  readonly key: string;
  readonly value: Property;
}

export const projectMetadata = resourceRule<Entry>({
  id: "gcp-project-metadata",
  title: "The project's metadata opens no machines",
  severity: "high",
  appliesTo: [ALL, ONE],
  fix: "remove the key; use OS Login, and roles of IAM for whoever logs in",
  why: "It holds for every machine of the project, those of other systems included.",
  each: entries,
  *check({ key, value }) {
    const opening = OPENING[key];
    const text = opening && value.exists() ? String(value.scalar() ?? "") : "";
    if (opening && text !== "" && (opening.values?.includes(text.toLowerCase()) ?? true)) {
      yield value.violation(`the project's metadata ${opening.what} of every machine (${key})`);
    }
  },
});

function* entries(metadata: PolicyResource): Iterable<Entry> {
  if (metadata.type === ONE) {
    yield { key: metadata.at("key").text() ?? "", value: metadata.at("value") };
    return;
  }
  for (const key of Object.keys(OPENING)) {
    yield { key, value: metadata.at("metadata").key(key) };
  }
}
