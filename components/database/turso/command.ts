import { parseArgs } from "node:util";
import { findTopologies } from "./find-topologies.ts";
import { PLATFORM_API, PlatformApi } from "./platform-api.ts";
import { reconcile } from "./reconcile.ts";
import type { TursoTopology } from "./topology.ts";

export const USAGE = `Brings Turso databases to what a stack declares.

  pulumi stack export | node components/database/turso/main.ts            list the requests, send none
  pulumi stack export | node components/database/turso/main.ts --apply    send them
  pulumi stack export | node components/database/turso/main.ts --token    make a token, print it alone

The token of the platform is read from the file that TURSO_API_TOKEN_FILE names.
A new token goes into Secret Manager without touching a disk:

  … --token | gcloud secrets versions add <secret> --data-file=-
`;

/** A command's inputs and outputs. */
export interface CommandContext {
  /** Arguments after the program's name. */
  readonly args: readonly string[];
  /** Contents of standard input. */
  readonly input: string;
  /** Token of the Platform API. */
  readonly token: string | undefined;
  /** URL of the Platform API. Default: Turso's. */
  readonly address?: string;
  readonly out: (line: string) => void;
  readonly error: (line: string) => void;
}

/** Runs the command. @returns 0 if everything matches or was applied, 1 if differences remain, 2 for wrong use */
export async function runCommand(context: CommandContext): Promise<number> {
  const options = {
    apply: { type: "boolean" },
    token: { type: "boolean" },
    help: { type: "boolean" },
  } as const;
  try {
    const { values } = parseArgs({ args: [...context.args], options, strict: true });
    if (values.help) {
      context.out(USAGE);
      return 0;
    }
    if (!context.token) {
      throw new Error("TURSO_API_TOKEN_FILE names no file with a token; --help tells more");
    }
    const topologies = findTopologies(context.input);
    const api = new PlatformApi(context.token, context.address ?? PLATFORM_API);
    return values.token
      ? await mint(topologies, api, context)
      : await bring(topologies, api, values.apply ?? false, context);
  } catch (error) {
    context.error(error instanceof Error ? error.message : String(error));
    return 2;
  }
}

async function bring(
  topologies: readonly TursoTopology[],
  api: PlatformApi,
  apply: boolean,
  { out }: CommandContext,
): Promise<number> {
  let open = 0;
  for (const topology of topologies) {
    const { steps } = await reconcile(topology, api, apply, ({ method, path, does }) => {
      out(`${apply ? "" : "would "}${does}   ${method} ${path}`);
    });
    if (steps.length === 0) {
      out(`${topology.organization}/${topology.database} is as declared`);
    }
    open += apply ? 0 : steps.length;
  }
  return open === 0 ? 0 : 1;
}

async function mint(
  topologies: readonly TursoTopology[],
  api: PlatformApi,
  { out, error }: CommandContext,
): Promise<number> {
  const [topology] = topologies;
  if (!topology || topologies.length > 1) {
    throw new Error(`a token is made for one database; the input declares ${topologies.length}`);
  }
  const { secret, lifetimeDays } = topology.token;
  error(
    `a token for ${topology.database}, good for ${lifetimeDays} days; it belongs into the secret ${secret}`,
  );
  out(await api.mintToken(topology));
  return 0;
}
