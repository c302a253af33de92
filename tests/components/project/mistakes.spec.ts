import { expect } from "chai";
import type { ProjectArgs } from "#components/project/args";
import { Project } from "#components/project/project";
import { GITHUB, PROJECT_ARGS } from "./support.ts";

describe("components/project/Project, given what cannot work", () => {
  const errors: [string, Partial<ProjectArgs>, string][] = [
    ["what is no project", { project: { id: "no", number: "1" } }, 'Project "base": project.id is "no"'],
    ["a prefix with capitals", { prefix: "Prod" }, 'prefix is "Prod"'],
    [
      "a long prefix",
      { prefix: "p".repeat(41) },
      "at most 40 characters, as keys and images add theirs to it",
    ],
    [
      "what it does not know",
      JSON.parse('{"uses":["quantum"]}'),
      'uses[0] is "quantum"; allowed are "image-scanning", "images"',
    ],
    ["what is no region", { region: "us" }, 'region is "us"; allowed are regions, such as us-central1'],
    [
      "a bucket's name that cannot be",
      { stateBucket: "State" },
      'stateBucket is "State"; allowed are names of 3 to 63',
    ],
    [
      "repositories without a registry",
      { uses: ["network"], repositories: { app: {} } },
      'uses is ["network"]; allowed are lists with "images", since there are repositories',
    ],
    [
      "a repository's key that cannot be in a name",
      { repositories: { App: {} } },
      'repositories key is "App"; allowed are lower-case',
    ],
    [
      "a repository's name that cannot be",
      { repositories: { app: { repositoryId: "Images" } } },
      'repositories["app"].repositoryId is "Images"; allowed are lower-case',
    ],
    [
      "keys of nobody",
      JSON.parse('{"encryptionKeys":"mine"}'),
      'encryptionKeys is "mine"; allowed are "customer", "google"',
    ],
    [
      "a repository that keeps nothing",
      { repositories: { app: { keepVersions: 0 } } },
      'repositories["app"].keepVersions is 0; allowed are whole numbers from 1 to 1000 (versions)',
    ],
    [
      "days that are none",
      { repositories: { app: { untaggedDays: 0 } } },
      'repositories["app"].untaggedDays is 0',
    ],
    [
      "an owner by name",
      { github: { ...GITHUB, ownerId: "howlerops" } },
      'github.ownerId is "howlerops"; allowed are numbers, as `gh api users/<owner> --jq .id` answers',
    ],
    [
      "a repository by name",
      { github: { ...GITHUB, repositoryId: "howlerops/app" } },
      'github.repositoryId is "howlerops/app"; allowed are numbers',
    ],
    [
      "an environment that could break out of the condition",
      { github: { ...GITHUB, environments: { "a'] || true": { roles: [] } } } },
      "github.environments key is",
    ],
    [
      "what is no role",
      { github: { ...GITHUB, environments: { production: { roles: ["admin"] } } } },
      'github.environments["production"].roles is "admin"; allowed are roles',
    ],
    [
      "the role that may do everything",
      { github: { ...GITHUB, environments: { production: { roles: ["roles/owner"] } } } },
      'github.environments["production"].roles is "roles/owner"; allowed are roles narrower than owner and editor',
    ],
  ];
  for (const [what, args, words] of errors) {
    it(`refuses ${what}`, () => {
      expect(() => new Project("base", { ...PROJECT_ARGS, ...args })).to.throw(words);
    });
  }
});
