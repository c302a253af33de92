import { log } from "@pulumi/pulumi";
import { expect } from "chai";
import { failureOf, recordThings, Thing } from "../../../support/things.ts";
import { expectNoUnhandledRejections, linesOf } from "./support.ts";

const { at } = linesOf(import.meta.url);

describe("what a recorded program logs", () => {
  expectNoUnhandledRejections();

  it("fails the recording when it is an error", async () => {
    const error = await failureOf((provider) => {
      const thing = new Thing("thing", {}, { provider }); // logged
      void log.error("quota exceeded", thing);
      void log.error("and more");
      return {};
    });
    expect(error.message).to.equal(`thing (thing:index:Thing): quota exceeded${at("logged")}\nand more`);
  });

  it("goes to whoever listens, without debugging messages", async () => {
    const logged: string[] = [];
    await recordThings(
      () => {
        void log.debug("hidden");
        void log.info("shown");
        void log.warn("careful");
        return {};
      },
      { log: (severity, message) => logged.push(`${severity}: ${message}`) },
    );
    expect(logged).to.deep.equal(["info: shown", "warning: careful"]);
  });
});
