import { pathToFileURL } from "node:url";
import Mocha from "mocha";
import type { VariantLoader } from "./loader.ts";

/** How a spec's run ended. */
export interface SpecResult {
  /** Title and message of the first test that failed, or of what the spec threw when it was loaded. */
  readonly failure: string | undefined;
  readonly milliseconds: number;
}

/**
 * Runs one spec in this process, until its first failure.
 *
 * @param spec absolute path
 * @param loaded called between the loading of its modules and its tests
 */
export async function runSpec(
  spec: string,
  loader: VariantLoader,
  loaded?: () => Promise<void>,
): Promise<SpecResult> {
  const start = performance.now();
  const mocha = new Mocha({
    bail: true,
    timeout: 120_000,
    reporter: Silent as unknown as Mocha.ReporterConstructor,
  });
  let failure: string | undefined;
  try {
    mocha.suite.emit("pre-require", globalThis, spec, mocha);
    const url = pathToFileURL(spec).href;
    await import(loader.urlOf(spec, url));
    await loaded?.();
    await new Promise<void>((done) => {
      const runner = mocha.run(() => done());
      runner.on("fail", (test, error: unknown) => {
        failure ??= `${test.fullTitle()}: ${messageOf(error)}`;
      });
    });
  } catch (error) {
    failure = `cannot be loaded: ${messageOf(error)}`;
  } finally {
    mocha.dispose();
  }
  return { failure, milliseconds: performance.now() - start };
}

/** A reporter that prints nothing. */
class Silent {}

function messageOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.split("\n")[0]?.slice(0, 200) ?? "";
}
