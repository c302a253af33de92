import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { request } from "node:https";
import { join } from "node:path";
import { expect } from "chai";
import { ask } from "./support/client.ts";
import { HOST, type Nginx, selfSigned, service, startNginx, temporaryFolder } from "./support/server.ts";
import { type Stub, startStub } from "./support/stub.ts";

/** How a real nginx ends TLS, as OpenSSL's client finds it. */
describe("TLS in nginx", () => {
  let app: Stub;
  let nginx: Nginx;

  before(async () => {
    app = await startStub((incoming, response) => response.end(JSON.stringify(incoming.headers)));
    nginx = await startNginx({
      routes: { app: { path: "/", to: service("app") } },
      pods: { app: [app] },
      tls: true,
    });
  });
  after(async () => {
    await nginx.stop();
    await app.stop();
  });

  /** What the client says of a handshake; it may use whatever it knows, however weak. */
  function handshake(...options: string[]): Promise<string> {
    const to = ["-connect", `127.0.0.1:${nginx.tlsPort}`, "-servername", HOST];
    const client = spawn("openssl", ["s_client", ...to, ...options], { stdio: ["pipe", "pipe", "pipe"] });
    let said = "";
    const keep = (chunk: Buffer) => {
      said += chunk.toString();
    };
    client.stdout.on("data", keep);
    client.stderr.on("data", keep);
    client.stdin.end("Q\n");
    return new Promise((resolve) => client.once("close", () => resolve(said)));
  }

  /** Asks over TLS; the certificate is one of the test's own. */
  function askTls(client: { cert?: Buffer; key?: Buffer } = {}, at = nginx) {
    return new Promise<{ status: number; body: string }>((resolve, reject) => {
      const sent = request({
        host: "127.0.0.1",
        port: at.tlsPort,
        servername: HOST,
        headers: { Host: HOST },
        ca: readFileSync(join(at.folder, "tls.crt")),
        checkServerIdentity: () => undefined,
        agent: false,
        ...client,
      });
      sent.once("error", reject);
      sent.once("response", (response) => {
        let body = "";
        response.on("data", (chunk: Buffer) => {
          body += chunk.toString();
        });
        response.once("end", () => resolve({ status: response.statusCode ?? 0, body }));
      });
      sent.end();
    });
  }

  for (const version of ["1_2", "1_3"]) {
    it(`S39: speaks TLS ${version.replace("_", ".")}`, async () => {
      expect(await handshake(`-tls${version}`)).to.match(
        new RegExp(`Protocol *: TLSv${version.replace("_", "\\.")}|New, TLSv${version.replace("_", "\\.")}`),
      );
    });
  }

  for (const version of ["1", "1_1"]) {
    it(`S39: refuses TLS ${version === "1" ? "1.0" : "1.1"}, which the client would take`, async () => {
      const said = await handshake(`-tls${version}`, "-cipher", "ALL:@SECLEVEL=0");
      // The alert is the server's: number 70, "protocol version".
      expect(said).to.include("SSL alert number 70").and.include("Cipher is (NONE)");
    });
  }

  for (const cipher of ["ECDHE-ECDSA-AES128-SHA", "ECDHE-ECDSA-AES256-SHA384"]) {
    it(`S39: refuses ${cipher}, and has a modern one for the same key`, async () => {
      expect(await handshake("-tls1_2", "-cipher", `${cipher}:@SECLEVEL=0`)).to.include(
        "SSL alert number 40",
      );
      expect(await handshake("-tls1_2", "-cipher", "ECDHE-ECDSA-AES128-GCM-SHA256")).to.include(
        "Cipher is ECDHE-ECDSA-AES128-GCM-SHA256",
      );
    });
  }

  it("S7: offers HTTP/2", async () => {
    expect(await handshake("-alpn", "h2,http/1.1")).to.include("ALPN protocol: h2");
  });

  it("S37: ends here: the service hears plain HTTP, and that it was HTTPS outside", async () => {
    const { status, body } = await askTls();
    expect(status).to.equal(200);
    expect(JSON.parse(body)).to.include({
      "x-forwarded-proto": "https",
      "x-forwarded-port": String(nginx.tlsPort),
    });
  });

  it("S37: sends whoever comes without TLS to the same address with it", async () => {
    const before = app.received.length;
    const { status, headers } = await ask(nginx, "/some/page?with=query");
    expect([status, headers.location]).to.deep.equal([301, `https://${HOST}/some/page?with=query`]);
    expect(app.received).to.have.length(before);
  });

  it("S5: lets nobody in who does not show the edge's client certificate", async () => {
    const folder = temporaryFolder();
    const [edge, other] = [selfSigned(folder, "edge"), selfSigned(folder, "other")];
    const guarded = await startNginx({
      routes: { app: { path: "/", to: service("app") } },
      pods: { app: [app] },
      tls: true,
      clientAuthority: edge.file,
    });
    const showing = ({ file, keyFile }: typeof edge) => ({
      cert: readFileSync(file),
      key: readFileSync(keyFile),
    });
    const before = app.received.length;
    expect((await askTls({}, guarded)).status).to.equal(400);
    expect((await askTls(showing(other), guarded)).status).to.equal(400);
    expect(app.received).to.have.length(before);
    expect((await askTls(showing(edge), guarded)).status).to.equal(200);
    await guarded.stop();
  });
});
