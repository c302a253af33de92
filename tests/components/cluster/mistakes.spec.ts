import { Cluster } from "#components/cluster/cluster";
import type { ClusterArgs } from "#components/cluster/gke/args";
import { type Mistake, refusesBeforeRegistering } from "../../support/refusals.ts";
import { CLUSTER_ARGS, GENERAL } from "./support.ts";

describe("components/cluster/Cluster, given what cannot work", () => {
  const errors: Mistake<Partial<ClusterArgs>>[] = [
    [
      "capitals in the prefix",
      { prefix: "Howlerops" },
      'Cluster "gke": prefix is "Howlerops"; allowed are lower-case',
    ],
    [
      "a prefix that leaves no room for the account",
      { prefix: "gmail-auth-prod-asia-south1" },
      "at most 24 characters, since gmail-auth-prod-asia-south1-nodes is a service account's id of at most 30",
    ],
    [
      "what is no project",
      { project: { id: "x", number: "1" } },
      'project.id is "x"; allowed are project ids',
    ],
    [
      "a zone for a regional cluster",
      { zone: "us-central1-a" },
      'zone is "us-central1-a"; allowed are none unless availability is "zonal"',
    ],
    [
      "a zone elsewhere",
      { availability: "zonal", zone: "us-east1-b" },
      'zone is "us-east1-b"; allowed are zones of us-central1, such as us-central1-b',
    ],
    [
      "too many pods on a node",
      { maxPodsPerNode: 300 },
      "maxPodsPerNode is 300; allowed are whole numbers from 8 to 256 (pods)",
    ],
    [
      "a ring without keys of one's own",
      { encryptionKeys: "google", keyRing: "ring" },
      'keyRing is "given"; allowed are none where encryptionKeys is "google"',
    ],
    [
      "a group that GKE does not look for",
      { securityGroup: "admins@example.com" },
      'securityGroup is "admins@example.com"; allowed are gke-security-groups@<domain>',
    ],
    [
      "labels that the cloud refuses",
      { labels: { Team: "a" } },
      'labels is "Team"; allowed are lower-case keys',
    ],
    ["label values that the cloud refuses", { labels: { team: "A b" } }, 'labels["team"] is "A b"'],
    [
      "no pool for the system's pods",
      { nodePools: { gpu: { ...GENERAL, taints: { gpu: { value: "yes", effect: "NO_SCHEDULE" } } } } },
      'nodePools is ["gpu"]; allowed are maps with a pool of at least one node and no taints but those of a system pool, for the system\'s own pods',
    ],
  ];
  // What configuration may hold although the types forbid it.
  const untyped: [json: string, words: string][] = [
    ['{"availability":"global"}', 'availability is "global"; allowed are "regional", "zonal"'],
    [
      '{"releaseChannel":"NIGHTLY"}',
      'releaseChannel is "NIGHTLY"; allowed are "EXTENDED", "RAPID", "REGULAR", "STABLE"',
    ],
    ['{"encryptionKeys":"none"}', 'encryptionKeys is "none"; allowed are "customer", "google"'],
  ];
  errors.push(
    ...untyped.map(([json, words]): [string, Partial<ClusterArgs>, string] => [
      json,
      JSON.parse(json),
      words,
    ]),
  );
  refusesBeforeRegistering(
    ["Cluster", "gke"],
    errors,
    (args, gcp) => new Cluster("gke", { ...CLUSTER_ARGS, ...args }, { provider: gcp }),
  );
});
