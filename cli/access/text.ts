import { TOKEN_PERMISSIONS_DATE } from "#models/access/cloudflare";
import { ROLES_DATE } from "#models/access/google-roles";
import type { Terminal } from "../shared/terminal/terminal.ts";
import { fold } from "../shared/terminal/text.ts";
import type { Access } from "./access.ts";
import type { TokenAccess } from "./cloudflare.ts";
import type { ProjectAccess, RoleAccess } from "./google.ts";
import type { ClusterAccess } from "./kubernetes.ts";

/** Verbs on every resource. */
const VERBS = "get, list, watch, create, patch, update, delete";

type Page = Pick<Terminal, "paint" | "width">;

/** Rights by cloud, each with what needs it. */
export function renderAccess(access: Access, stack: string, terminal: Page): string {
  const { paint } = terminal;
  const sections = [
    [
      `${paint("title", "strata")}  ${paint("title", stack)}   rights that its updates need, by the plan's types`,
    ],
    access.cloudflare.length > 0 ? tokenSection(access.cloudflare, terminal) : [],
    ...access.google.map((project) => projectSection(project, terminal)),
    access.kubernetes.rules.length > 0
      ? clusterSection(access.kubernetes, access.google.length > 0, terminal)
      : [],
    purchaseSection(access, terminal),
    unknownSection(access, terminal),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

function tokenSection(token: readonly TokenAccess[], terminal: Page): string[] {
  const rows = token.map(({ level, label, access, for: kinds }) => ({
    label: `${level.padEnd(7)}  ${label}  ${access === "Write" ? "Edit" : "Read"}`,
    text: kinds.join(", "),
  }));
  return [
    heading(
      "CLOUDFLARE",
      `token for all zones of the account; Edit includes Read · ${TOKEN_PERMISSIONS_DATE}`,
      terminal,
    ),
    ...columns(rows, terminal),
  ];
}

function projectSection(
  { project, first, later, above, uncovered }: ProjectAccess,
  terminal: Page,
): string[] {
  const { paint } = terminal;
  return [
    heading(
      "GOOGLE CLOUD",
      `project ${project ?? "(known after apply)"} · predefined roles of ${ROLES_DATE}`,
      terminal,
    ),
    `  ${paint("dim", "first update, and every one that changes the foundation")}`,
    ...roleRows(first, terminal),
    ...above.map((roles) => `  ${roles}`),
    `  ${paint("dim", "later updates")}`,
    ...roleRows(later, terminal),
    ...uncovered.map((permission) => `  ${paint("look", "?")} no known role holds ${permission}`),
  ];
}

function roleRows(roles: readonly RoleAccess[], terminal: Page): string[] {
  return columns(
    roles.map(({ role, for: kinds }) => ({ label: role, text: kinds.join(", ") })),
    terminal,
  );
}

function clusterSection(
  { rules, charts, rollout }: ClusterAccess,
  onGoogle: boolean,
  terminal: Page,
): string[] {
  const byGroup = Map.groupBy(rules, ({ apiGroup }) => apiGroup);
  const rows = [...byGroup].map(([group, members]) => ({
    label: group || "core",
    text: members
      .map(({ resource, verbs }) => (verbs.includes("escalate") ? `${resource} (bind, escalate)` : resource))
      .join(", "),
  }));
  const chartLine =
    charts.length > 0
      ? [`  ${terminal.paint("dim", `with what the charts create: ${charts.join(", ")}`)}`]
      : [];
  return [
    heading(
      "KUBERNETES",
      `in the whole cluster: ${VERBS}${onGoogle ? " · in roles/container.admin" : ""}`,
      terminal,
    ),
    ...columns(rows, terminal),
    ...chartLine,
    ...(rollout.length > 0
      ? [
          `  ${terminal.paint("dim", "strata rollout, which changes nothing: get, list")}`,
          ...columns([{ label: "", text: rollout.map(({ resource }) => resource).join(", ") }], terminal),
        ]
      : []),
  ];
}

function purchaseSection({ purchases }: Access, terminal: Page): string[] {
  const rows = purchases.map(({ product, terms, names }) => ({
    label: product,
    text: `${terms}: ${names.join(", ")}`,
  }));
  return rows.length > 0
    ? [heading("PAID AT CLOUDFLARE", "besides the zone itself", terminal), ...columns(rows, terminal)]
    : [];
}

function unknownSection({ unknown }: Access, terminal: Page): string[] {
  return unknown.length === 0
    ? []
    : [
        heading("UNKNOWN", "not in the tables: the provider's documentation names their rights", terminal),
        ...columns(
          unknown.map(({ type, names }) => ({ label: type, text: names.join(", ") })),
          terminal,
        ),
      ];
}

function heading(title: string, note: string, { paint }: Page): string {
  return `${paint("title", title)}   ${paint("dim", note)}`;
}

/** Labels and texts in two columns, as wide as the longest label. */
function columns(
  rows: readonly { readonly label: string; readonly text: string }[],
  { width }: Page,
): string[] {
  const column = Math.max(0, ...rows.map(({ label }) => label.length)) + 2;
  return rows.flatMap(({ label, text }) =>
    fold(text, Math.max(20, width - column - 2)).map(
      (line, index) => `  ${(index === 0 ? label : "").padEnd(column)}${line}`,
    ),
  );
}
