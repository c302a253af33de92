import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Endpoint, serviceEndpoint } from "#components/core/link";
import {
  type ConfigurationContext,
  nginxConfiguration,
} from "#components/ingress/nginx/configuration/configuration";
import { CONTROLLER_DEFAULTS, type ControllerSettings } from "#components/ingress/nginx/controller";
import type { VirtualHost } from "#components/ingress/nginx/virtual-server";
import { freePort, handOver, type Running, startServer } from "../../processes.ts";
import { AccessLog } from "./access-log.ts";
import type { Stub } from "./stub.ts";

/** Debian's, of the package "nginx-light". */
export const NGINX = "/usr/sbin/nginx";

/** What Debian 12's nginx 1.22 does not know: the cookie came with 1.29.6, the directive for HTTP/2 with 1.25. */
export const UNKNOWN_TO_DEBIAN = ["sticky", "http2"];

/** The host that all requests ask for. */
export const HOST = "sql-studio.app";

/** The peer whose word on the client's address is believed; every other address of the loopback is a stranger. */
export const TRUSTED = "127.0.0.1";
export const STRANGER = "127.0.0.2";

/** A service as routes name it; its pods are stubs. */
export function service(name: string): Endpoint {
  return serviceEndpoint({ name, namespace: "shop", port: 80 });
}

/** What a test says of its host; the rest is as in the plan. */
export interface Setup extends Partial<VirtualHost> {
  readonly routes: VirtualHost["routes"];
  /** Pods by the name of their upstream. */
  readonly pods: Readonly<Record<string, readonly (Stub | string)[]>>;
  /** Whether TLS ends here, on a port of its own. Default false. */
  readonly tls?: boolean;
  /** File with the authority whose client certificates alone are let in. */
  readonly clientAuthority?: string;
  /** What differs from the controller's defaults. */
  readonly controller?: Partial<ControllerSettings>;
}

/** A running nginx with the directives of the ingress. */
export interface Nginx {
  readonly port: number;
  /** Port with TLS; it is served only when asked for. */
  readonly tlsPort: number;
  readonly folder: string;
  readonly access: AccessLog;
  /** Ends it and removes its files. */
  stop(): Promise<void>;
}

/** Starts Debian's nginx with the directives that the ingress of a host becomes. @throws Error with nginx' words */
export async function startNginx(setup: Setup): Promise<Nginx> {
  const { pods, tls = false, clientAuthority, controller = {}, ...host } = setup;
  const folder = temporaryFolder();
  const [port, tlsPort] = [await freePort(), await freePort()];
  const surroundings: ConfigurationContext = {
    controller: { ...CONTROLLER_DEFAULTS, ...controller, trustedProxies: [`${TRUSTED}/32`] },
    pods: Object.fromEntries(Object.entries(pods).map(([name, all]) => [name, all.map(addressOf)])),
    listen: [`127.0.0.1:${port}`, ...(tls ? [`127.0.0.1:${tlsPort} ssl http2`] : [])],
    ...(tls ? { certificate: selfSigned(folder) } : {}),
    ...(clientAuthority === undefined ? {} : { clientAuthority }),
    without: UNKNOWN_TO_DEBIAN,
  };
  const log = join(folder, "access.log");
  const directives = nginxConfiguration({ ...PLAIN, ...host }, surroundings)
    // Where the controller's pod has them.
    .replaceAll("/dev/stdout", log)
    .replaceAll("/var/cache/nginx/", `${join(folder, "cache")}/`);
  const running = await serve(folder, wholeConfiguration(folder, directives), port);
  return {
    port,
    tlsPort,
    folder,
    access: new AccessLog(log),
    stop: async () => {
      await running.stop();
      rmSync(folder, { recursive: true });
    },
  };
}

/** Runs nginx in the foreground, as the lab's unprivileged user, with a whole configuration. */
export function serve(folder: string, configuration: string, port: number): Promise<Running> {
  const file = join(folder, "nginx.conf");
  writeFileSync(file, configuration);
  return startServer(NGINX, ["-c", file, "-g", "daemon off;"], port);
}

/** A folder that belongs to the servers' user. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "strata-nginx-"));
  for (const path of [folder, join(folder, "cache")]) {
    mkdirSync(path, { recursive: true });
    handOver(path);
  }
  return folder;
}

/** A certificate and its key, for the host and by itself. */
export function selfSigned(
  folder: string,
  name = "tls",
): { readonly file: string; readonly keyFile: string } {
  const [file, keyFile] = [join(folder, `${name}.crt`), join(folder, `${name}.key`)];
  const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", keyFile];
  const certificate = ["-days", "1", "-subj", `/CN=${HOST}`, "-out", file];
  execFileSync("openssl", ["req", "-x509", ...key, ...certificate], { stdio: "pipe" });
  handOver(file);
  handOver(keyFile);
  return { file, keyFile };
}

/** One worker, so that counters and turns are those of one process, as in each of the controller's own. */
function wholeConfiguration(folder: string, directives: string): string {
  const buffers = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
  return `worker_processes 1;
pid ${join(folder, "nginx.pid")};
error_log stderr warn;
events {
  worker_connections 4096;
}
http {
  include /etc/nginx/mime.types;
  ${buffers.map((name) => `${name}_temp_path ${join(folder, name)};`).join("\n  ")}
${directives}
}
`;
}

const PLAIN: Omit<VirtualHost, "routes"> = {
  name: "web",
  namespace: "shop",
  className: "nginx",
  host: HOST,
  tlsSecret: "web-tls",
  proxy: {},
  limits: {},
  responseHeaders: {},
  hostPolicies: [],
};

function addressOf(pod: Stub | string): string {
  return typeof pod === "string" ? pod : pod.address;
}
