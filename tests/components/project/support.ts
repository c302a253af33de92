import type { ProjectArgs } from "#components/project/args";
import { Project } from "#components/project/project";
import type { Graph } from "#graph/model";
import { recordWith } from "../../support/record.ts";

/** The project of howlerops, and the repository that may deploy to it. */
export const PROJECT_ARGS: ProjectArgs = {
  project: { id: "howlerops-prod-1", number: "123456789012" },
  prefix: "howlerops-prod",
  region: "us-central1",
};

export const GITHUB = {
  ownerId: "4242",
  repositoryId: "171717",
  environments: {
    production: { roles: ["roles/container.admin", "roles/compute.networkAdmin"] },
    plan: { roles: ["roles/viewer"] },
  },
};

export const recordProject = (
  args: Partial<ProjectArgs> = {},
  use: (project: Project) => Record<string, unknown> = () => ({}),
): Promise<Graph> =>
  recordWith(({ gcp }) => use(new Project("base", { ...PROJECT_ARGS, ...args }, { provider: gcp })));
