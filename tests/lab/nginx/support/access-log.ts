import { readFileSync, watch } from "node:fs";

/** A request as the ingress logs it, a line of JSON each. */
export type LoggedRequest = Readonly<Record<string, string>>;

/** The access log of a running nginx. */
export class AccessLog {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  /** All requests that were logged so far. */
  read(): LoggedRequest[] {
    const lines = readFileSync(this.#file, "utf8").trim().split("\n");
    return lines.filter((line) => line !== "").map((line): LoggedRequest => JSON.parse(line));
  }

  /** The first request to a path, once it is logged: nginx writes the line after it has answered. */
  async of(path: string): Promise<LoggedRequest> {
    const find = () => this.read().find((request) => request["path"] === path);
    return (await this.#when(find)) ?? {};
  }

  #when<Found>(find: () => Found | undefined): Promise<Found | undefined> {
    return new Promise((resolve) => {
      const watcher = watch(this.#file);
      const look = () => {
        const found = find();
        if (found !== undefined) {
          watcher.close();
          resolve(found);
        }
      };
      watcher.on("change", look);
      look();
    });
  }
}
