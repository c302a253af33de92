import { spawn } from "node:child_process";
import { connect, type Socket } from "node:net";
import { expect } from "chai";
import { ask } from "./support/client.ts";
import { type Nginx, service, startNginx } from "./support/server.ts";
import { type Stub, startDeaf, startStub } from "./support/stub.ts";

/** How long a real nginx waits for a service: each phase is shown with a second, which stands for the documented 60. */
describe("timeouts in nginx", () => {
  let slow: Stub;
  let deaf: Stub;
  let full: Awaited<ReturnType<typeof startFull>>;
  let nginx: Nginx;

  before(async () => {
    slow = await startStub(() => {});
    deaf = await startDeaf();
    full = await startFull();
    const proxy = { retryOn: [] };
    nginx = await startNginx({
      routes: {
        app: { path: "/", to: service("app") },
        live: { path: "/live", to: service("app"), webSocketIdleSeconds: 1 },
        read: { path: "/read", to: service("app"), proxy: { ...proxy, readTimeoutSeconds: 1 } },
        send: { path: "/send", to: service("app"), proxy: { ...proxy, sendTimeoutSeconds: 1 } },
        connect: { path: "/connect", to: service("app"), proxy: { ...proxy, connectTimeoutSeconds: 1 } },
      },
      pods: {
        app: [slow],
        "app-live-websockets": [slow],
        "app-read": [slow],
        "app-send": [deaf],
        "app-connect": [full.address],
      },
    });
  });
  after(async () => {
    await nginx.stop();
    full.stop();
    await Promise.all([slow.stop(), deaf.stop()]);
  });

  /** Asks, and expects to be given up after the second that the route says: not before, nor after the other 60. */
  async function expectTimeout(path: string, body?: Buffer): Promise<void> {
    const start = performance.now();
    const { status } = await ask(nginx, path, body ? { method: "PUT", body } : {});
    expect(status).to.equal(504);
    expect((performance.now() - start) / 1000).to.be.within(0.99, 5);
  }

  it("S42: gives up a server that does not answer, on the route that says when, and on no other", async () => {
    const waiting = new AbortController();
    const answered: string[] = [];
    const others = ["/", "/live"].map((path) =>
      ask(nginx, path, { signal: waiting.signal }).then(
        () => answered.push(path),
        () => {},
      ),
    );
    await expectTimeout("/read");
    // The second route's patience of a second is for WebSockets alone.
    expect(answered, "routes with the documented 60 s").to.deep.equal([]);
    waiting.abort();
    await Promise.all(others);
  });

  it("S42: gives up a server that does not read what it is sent", async () => {
    // More than the kernel takes for a server that reads nothing.
    await expectTimeout("/send", Buffer.alloc(9 * 2 ** 20));
  });

  it("S42: gives up a server to which there is no connection", async () => {
    await expectTimeout("/connect");
  });
});

/** A server that is alive to the kernel alone: it accepts nobody, and as many wait as its queue holds. */
async function startFull(): Promise<{ readonly address: string; stop(): void }> {
  const program = `
    const server = require("node:net").createServer();
    server.listen({ port: 0, host: "127.0.0.1", backlog: 1 }, () => {
      console.log(server.address().port);
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
    });`;
  const child = spawn(process.execPath, ["--eval", program], { stdio: ["ignore", "pipe", "inherit"] });
  const port = await new Promise<number>((resolve) =>
    child.stdout.once("data", (line: Buffer) => resolve(Number(line.toString()))),
  );
  const queue: Socket[] = [];
  for (let waiting = 0; waiting < 2; waiting++) {
    const socket = connect(port, "127.0.0.1");
    await new Promise<void>((resolve) => socket.once("connect", resolve));
    socket.on("error", () => {});
    queue.push(socket);
  }
  return {
    address: `127.0.0.1:${port}`,
    stop: () => {
      for (const socket of queue) {
        socket.destroy();
      }
      child.kill("SIGKILL");
    },
  };
}
