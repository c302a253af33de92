import { Project as CloudProject } from "@pulumi/gcp/organizations/project.js";
import type { CustomResourceOptions } from "@pulumi/pulumi";
import type { ArgumentChecks } from "../core/arguments.ts";

/** How a project is made that is not there yet. */
export interface ProjectCreation {
  /** Account that pays, such as `01AB23-CD45EF-678901`; whoever deploys needs `roles/billing.user` on it. */
  readonly billingAccount: string;
  /**
   * Where it belongs, by number; whoever deploys needs `roles/resourcemanager.projectCreator` there. Changing
   * it moves the project.
   */
  readonly parent: { readonly folder: string } | { readonly organization: string };
  /** Name as people see it, 4 to 30 characters. Default: the project's id. */
  readonly displayName?: string;
  /** Labels of the project and its bill. Default none; `managed-by: strata` is added. */
  readonly labels?: Readonly<Record<string, string>>;
}

const NUMBER = /^[0-9]{1,20}$/;

export function checkCreation(checks: ArgumentChecks, creation: ProjectCreation): void {
  checks.matches(
    "creation.billingAccount",
    creation.billingAccount,
    /^[0-9A-F]{6}-[0-9A-F]{6}-[0-9A-F]{6}$/,
    "ids such as 01AB23-CD45EF-678901",
  );
  const [kind, number] = parentOf(creation);
  checks.matches(
    `creation.parent.${kind}`,
    number,
    NUMBER,
    "numbers, as `gcloud organizations list` answers",
  );
  checks.matches(
    "creation.displayName",
    creation.displayName,
    /^[A-Za-z0-9 '"!-]{4,30}$/,
    "4 to 30 letters, digits, spaces, hyphens, quotes and exclamation marks",
  );
}

/** Where it belongs, as it is published. */
export function parentFact(creation: ProjectCreation) {
  const [kind, id] = parentOf(creation);
  return { kind, id };
}

function parentOf({ parent }: ProjectCreation): ["folder" | "organization", string] {
  return "folder" in parent ? ["folder", parent.folder] : ["organization", parent.organization];
}

/** Creates an empty project: without the network that the cloud would give it, which is open to the world. */
export function createProject(
  owner: string,
  creation: ProjectCreation,
  { projectId, protect }: { readonly projectId: string; readonly protect: boolean },
  opts: CustomResourceOptions,
): CloudProject {
  const { billingAccount, parent, displayName = projectId, labels } = creation;
  return new CloudProject(
    `${owner}-project`,
    {
      projectId,
      name: displayName,
      billingAccount,
      ...("folder" in parent ? { folderId: parent.folder } : { orgId: parent.organization }),
      autoCreateNetwork: false,
      labels: { ...labels, "managed-by": "strata" },
      deletionPolicy: protect ? "PREVENT" : "DELETE",
    },
    { ...opts, protect },
  );
}
