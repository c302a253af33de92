import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { expect } from "chai";
import { nginxConfiguration } from "#components/workload/nginx/site";
import { freePort, handOver, type Running, serverUser } from "../processes.ts";
import { ask } from "./support/client.ts";
import { serve, temporaryFolder } from "./support/server.ts";

const SCRIPT = "console.log('app');".repeat(100);
const FILES: Readonly<Record<string, string>> = {
  "index.html": "<h1>app</h1>",
  "assets/app-1a2b3c4d.js": SCRIPT,
  "assets/logo.png": "pixels",
  "logo.png": "pixels",
  "fonts/text.woff2": "curves",
};
const HEADERS = { "X-Frame-Options": "DENY", "Content-Security-Policy": "default-src 'self'" };

/** A single-page application on a real nginx, with the configuration that its image gets. */
describe("nginxSite in nginx", () => {
  let folder: string;
  let running: Running;
  let port: number;

  before(async () => {
    folder = temporaryFolder();
    const root = join(folder, "html");
    for (const [name, content] of Object.entries(FILES)) {
      mkdirSync(join(root, name, ".."), { recursive: true });
      writeFileSync(join(root, name), content);
    }
    // As in an image: everybody's to read, and the server's user's to read only.
    execFileSync("chmod", ["-R", "a+rX,a-w", root]);
    mkdirSync(join(folder, "tmp"));
    handOver(join(folder, "tmp"));
    port = await freePort();
    const configuration = nginxConfiguration({
      port,
      headers: HEADERS,
      caching: [
        { prefix: "/assets/", cacheControl: "max-age=31536000, immutable" },
        { extensions: ["png", "woff2"], cacheControl: "max-age=2592000" },
      ],
      documentCaching: "no-cache, no-store",
    });
    // The container's one writable folder, its output, and the image's files.
    const here = configuration
      .replaceAll(" /tmp/", ` ${join(folder, "tmp")}/`)
      .replaceAll("/dev/stdout", join(folder, "tmp", "access.log"))
      .replaceAll("/dev/stderr", "stderr")
      .replaceAll("/usr/share/nginx/html", root);
    running = await serve(folder, here, port);
  });
  after(async () => {
    await running.stop();
    execFileSync("chmod", ["-R", "u+w", folder]);
    rmSync(folder, { recursive: true });
  });

  const get = (path: string, headers: Record<string, string> = {}) => ask({ port }, path, { headers });

  it("S57: serves the application, and again under every path that only it knows", async () => {
    for (const path of ["/", "/queries/42", "/login?next=/queries"]) {
      const { status, body, headers } = await get(path);
      expect([status, body], path).to.deep.equal([200, "<h1>app</h1>"]);
      expect(headers).to.include({ "content-type": "text/html", "cache-control": "no-cache, no-store" });
    }
  });

  it("S10: gives each kind of file its lifetime, the hashed ones by their folder", async () => {
    const lifetime = async (path: string) => (await get(path)).headers["cache-control"];
    expect(await lifetime("/assets/app-1a2b3c4d.js")).to.equal("max-age=31536000, immutable");
    expect(await lifetime("/assets/logo.png")).to.equal("max-age=31536000, immutable");
    expect(await lifetime("/logo.png")).to.equal("max-age=2592000");
    expect(await lifetime("/fonts/text.woff2")).to.equal("max-age=2592000");
  });

  it("answers a file that is missing with 404 and no lifetime, and never with the application", async () => {
    for (const path of ["/assets/app-00000000.js", "/missing.png"]) {
      const { status, headers, body } = await get(path);
      expect(status, path).to.equal(404);
      expect(headers, path).not.to.have.property("cache-control");
      expect(body, path).not.to.include("app");
    }
  });

  it("S19: sends every security header with every answer, errors included", async () => {
    for (const path of ["/", "/assets/app-1a2b3c4d.js", "/logo.png", "/missing.png"]) {
      expect((await get(path)).headers, path).to.include({
        "x-frame-options": "DENY",
        "content-security-policy": "default-src 'self'",
      });
    }
  });

  it("S47: compresses scripts and leaves images alone", async () => {
    const script = await get("/assets/app-1a2b3c4d.js", { "Accept-Encoding": "gzip" });
    expect(script.headers["content-encoding"]).to.equal("gzip");
    expect(gunzipSync(Buffer.from(script.body, "latin1")).toString()).to.equal(SCRIPT);
    expect((await get("/logo.png", { "Accept-Encoding": "gzip" })).headers).not.to.have.property(
      "content-encoding",
    );
  });

  it("S68: says that it is alive without reading a file, and does not say which nginx it is", async () => {
    const { status, body, headers } = await get("/healthz");
    expect([status, body]).to.deep.equal([200, "ok"]);
    expect(headers["server"]).to.equal("nginx");
  });

  it("S74: runs without a right of root and writes to its one writable folder alone", () => {
    const { pid } = running.process;
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    const { uid = process.getuid?.() } = serverUser();
    expect(/^Uid:\t(\d+)\t(\d+)/m.exec(status)?.slice(1)).to.deep.equal([String(uid), String(uid)]);
    expect(/^CapEff:\t(\w+)/m.exec(status)?.[1]).to.equal("0000000000000000");
    const written = filesOpenForWriting(pid ?? 0).filter(
      (path) => path.startsWith("/") && path !== "/dev/null",
    );
    expect(written).to.include(join(folder, "tmp", "access.log"));
    expect(written.filter((path) => !path.startsWith(join(folder, "tmp")))).to.deep.equal([]);
    expect(readdirSync(join(folder, "tmp"))).to.include.members(["nginx.pid", "client_body"]);
  });
});

/** What a process and its children have open for writing. */
function filesOpenForWriting(parent: number): string[] {
  const children = readFileSync(`/proc/${parent}/task/${parent}/children`, "utf8").trim().split(" ");
  return [String(parent), ...children].flatMap((pid) =>
    readdirSync(`/proc/${pid}/fd`).flatMap((descriptor) => {
      const flags = /^flags:\t(\d+)/m.exec(readFileSync(`/proc/${pid}/fdinfo/${descriptor}`, "utf8"))?.[1];
      const writable = (Number.parseInt(flags ?? "0", 8) & 3) !== 0;
      return writable ? [readlinkSync(`/proc/${pid}/fd/${descriptor}`)] : [];
    }),
  );
}
