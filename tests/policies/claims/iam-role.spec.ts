import { type Node, UNKNOWN, type Value, type Values } from "#graph/model";
import { iamRole } from "#policies/claims/iam-role";
import { resource } from "../support/nodes.ts";
import { describeRule } from "../support/rules.ts";

function grant(
  kind: "Member" | "Binding" | "Policy",
  name: string,
  inputs: Values,
  bucket: Value = "shop",
): Node {
  return resource(`gcp:storage/bucketIAM${kind}:BucketIAM${kind}`, { bucket, ...inputs }, { name });
}

const READER = "roles/storage.objectViewer";
const member = (name: string, role: Value = READER) =>
  grant("Member", name, { role, member: `user:${name}@example.com` });
const binding = (name: string, role: Value = READER) =>
  grant("Binding", name, { role, members: ["user:x@example.com"] });
const policy = (name: string) => grant("Policy", name, { policyData: "{}" });

describeRule(iamRole, {
  passes: {
    "several members of a role": [member("jane"), member("john")],
    "bindings of several roles, and members of others": [
      binding("readers"),
      binding("writers", "roles/storage.objectUser"),
      member("jane", "roles/storage.admin"),
    ],
    "a binding of another bucket": [
      member("jane"),
      grant("Binding", "others", { role: READER, members: [] }, "blog"),
    ],
  },
  fails: {
    "a member beside a binding": {
      stack: [binding("readers"), member("jane")],
      findings: [`the role ${READER} is claimed by readers already [role]`],
    },
    "two bindings": {
      stack: [binding("readers"), binding("more")],
      findings: [`the role ${READER} is claimed by readers already [role]`],
    },
    "a policy of a project beside a member": {
      stack: [
        resource("gcp:projects/iAMMember:IAMMember", {
          project: "shop",
          role: READER,
          member: "user:a@b.example",
        }),
        resource("gcp:projects/iAMPolicy:IAMPolicy", { project: "shop", policyData: "{}" }),
      ],
      findings: ["the set of all roles is claimed by iammember already [project]"],
    },
    "a policy of a repository beside a member": {
      stack: ["Member", "Policy"].map((kind) =>
        resource(`gcp:artifactregistry/repositoryIam${kind}:RepositoryIam${kind}`, {
          ...{ project: "shop", location: "europe-west1", repository: "images" },
          ...(kind === "Member" ? { role: READER, member: "user:a@b.example" } : { policyData: "{}" }),
        }),
      ),
      findings: ["the set of all roles is claimed by repositoryiammember already [location]"],
    },
    "a policy beside a member": {
      stack: [member("jane"), policy("all")],
      findings: ["the set of all roles is claimed by jane already [bucket]"],
    },
  },
  unknown: {
    "a role that is not known": { stack: [binding("readers"), member("jane", UNKNOWN)], at: ["role"] },
  },
});
