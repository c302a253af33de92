import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Access, accessOf } from "#cli/access/access";
import type { TokenAccess } from "#cli/access/cloudflare";
import type { RoleAccess } from "#cli/access/google";
import { loadSystem } from "#cli/shared/load";
import { findProject, stackNames } from "#cli/shared/project/project";
import { joinGraphs } from "#graph/join";
import { replaceMarked } from "./marked.ts";
import { type Page, ROOT } from "./page.ts";

const README = "README.md";
const RUNBOOK = "docs/runbooks/first-run.md";

/** The stack that the README deploys. */
const FIRST = "howlerops-dev";
const SYSTEMS = ["howlerops", "nextjs"] as const;

/** The README with the permissions of its stack's API token. */
export async function readmeWithToken(text: string): Promise<string> {
  const { cloudflare } = await accessOfStacks([FIRST]);
  return replaceMarked(text, "token", tokenTable([cloudflare]), README);
}

/** The runbook of the first run with the rights that each system needs in any environment. */
export async function firstRunPage(): Promise<Page> {
  const systems = await Promise.all(SYSTEMS.map((system) => accessOfStacks(stacksOf(system))));
  const text = readFileSync(join(ROOT, RUNBOOK), "utf8");
  const withToken = replaceMarked(
    text,
    "token",
    tokenTable(systems.map(({ cloudflare }) => cloudflare)),
    RUNBOOK,
  );
  return { path: RUNBOOK, content: replaceMarked(withToken, "roles", roleTable(systems), RUNBOOK) };
}

function stacksOf(system: string): string[] {
  return stackNames(findProject(ROOT)).filter((stack) => stack.startsWith(`${system}-`));
}

async function accessOfStacks(stacks: readonly string[]): Promise<Access> {
  const graphs = [];
  for (const stack of stacks) {
    graphs.push((await loadSystem(stack, ROOT)).graph);
  }
  return accessOf(joinGraphs(graphs));
}

/** Permissions, with a column a system if there are several. */
function tokenTable(systems: readonly (readonly TokenAccess[])[]): string {
  const named = SYSTEMS.slice(0, systems.length);
  const several = systems.length > 1;
  const byName = new Map(systems.flat().map((permission) => [permission.name, permission]));
  return table(
    ["In the dashboard", "Group of the API", ...(several ? named : []), "For"],
    [...byName.values()].map(({ name, level, label, access }) => {
      const users = systems.map((token) => token.find((permission) => permission.name === name));
      const kinds = [...new Set(users.flatMap((user) => user?.for ?? []))];
      return [
        `${level === "zone" ? "Zone" : "Account"} · ${label} · ${access === "Write" ? "Edit" : "Read"}`,
        `${name} ${access}`,
        ...(several ? users.map((user) => (user ? "yes" : "–")) : []),
        kinds.map(code).join(", "),
      ];
    }),
  );
}

/** Roles of first and later updates by system. */
function roleTable(systems: readonly Access[]): string {
  const rolesIn = (run: "first" | "later") =>
    systems.map(({ google }) => google.flatMap((project) => project[run]));
  const first = rolesIn("first");
  const later = rolesIn("later");
  const roles = [...new Set([...first, ...later].flat().map(({ role }) => role))].sort();
  const runs = (index: number, role: string) =>
    [first[index], later[index]].map((list) => (has(list, role) ? "yes" : "–"));
  return table(
    ["Role", ...SYSTEMS.flatMap((system) => [`${system}: first`, "later"]), "For"],
    roles.map((role) => {
      const users = [...first, ...later].flat().filter((each) => each.role === role);
      const kinds = [...new Set(users.flatMap((user) => user.for))].sort();
      return [code(role), ...SYSTEMS.flatMap((_, index) => runs(index, role)), kinds.join(", ")];
    }),
  );
}

function has(roles: readonly RoleAccess[] | undefined, role: string): boolean {
  return roles?.some((each) => each.role === role) === true;
}

function code(text: string): string {
  return `\`${text}\``;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |\n`;
  return [line(head), `|${"---|".repeat(head.length)}\n`, ...rows.map(line)].join("");
}
