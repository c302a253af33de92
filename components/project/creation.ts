import { Project as CloudProject } from "@pulumi/gcp/organizations/project.js";
import type { CustomResourceOptions } from "@pulumi/pulumi";
import type { ArgumentChecks } from "../core/arguments.ts";

/** How to create a project. */
export interface ProjectCreation {
  /** Billing account, such as `01AB23-CD45EF-678901`; the deployer needs `roles/billing.user` on it. */
  readonly billingAccount: string;
  /**
   * Its parent, by number; the deployer needs `roles/resourcemanager.projectCreator` there. Changing it moves the
   * project.
   */
  readonly parent: { readonly folder: string } | { readonly organization: string };
  /** Display name, 4 to 30 characters. Default: the project's id. */
  readonly displayName?: string;
  /** Labels of the project, also for cost allocation. Default none; `managed-by: strata` is added. */
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

/** The published form of its parent. */
export function parentFact(creation: ProjectCreation) {
  const [kind, id] = parentOf(creation);
  return { kind, id };
}

function parentOf({ parent }: ProjectCreation): ["folder" | "organization", string] {
  return "folder" in parent ? ["folder", parent.folder] : ["organization", parent.organization];
}

/** Creates an empty project, without the cloud's default network, which is open to the internet. */
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
