import { createServer } from "node:http";
import { buffer } from "node:stream/consumers";

/** A request as the stand-in saw it. */
export interface Seen {
  readonly method: string;
  readonly url: URL;
  readonly authorization: string | undefined;
  readonly body: Buffer;
}

/** Loopback in place of Google's metadata server, the bucket and a libSQL database. */
export interface DumpTarget {
  readonly port: number;
  readonly seen: readonly Seen[];
  /** What the database answers when it is asked for a dump. */
  dump: string;
  /** Status with which the bucket answers. */
  uploadStatus: number;
  close(): Promise<void>;
}

export async function startDumpTarget(): Promise<DumpTarget> {
  const seen: Seen[] = [];
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? "", "http://loopback");
    const { authorization } = request.headers;
    seen.push({ method: request.method ?? "", url, authorization, body: await buffer(request) });
    if (url.pathname === "/dump") {
      response.end(target.dump);
    } else if (url.pathname.startsWith("/computeMetadata/")) {
      response.end('{"access_token":"google-token","expires_in":3599,"token_type":"Bearer"}');
    } else {
      response.writeHead(target.uploadStatus).end("{}");
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const target: DumpTarget = {
    port: typeof address === "object" && address ? address.port : 0,
    seen,
    dump: "",
    uploadStatus: 200,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  return target;
}
