import { all, Config, interpolate, output, secret } from "@pulumi/pulumi";
import { expect } from "chai";
import { record } from "#graph/record/record";
import { failureOf, Thing, type ThingProvider } from "../../../support/things.ts";

const PLANTED = "planted-value-7c1e";
const WITHHELD = "(value withheld)";

/** Programs that fail over a secret, each in another way. */
const FAILING: Readonly<Record<string, (provider: ThingProvider) => unknown>> = {
  "JSON.parse of it": (provider) =>
    new Thing("a", { spec: secret(PLANTED).apply((text) => JSON.parse(text)) }, { provider }),
  "an error with it as text": (provider) =>
    new Thing(
      "a",
      {
        label: secret(PLANTED).apply((text): string => {
          throw new Error(text);
        }),
      },
      { provider },
    ),
  "the value itself, thrown": (provider) =>
    new Thing(
      "a",
      {
        label: secret(PLANTED).apply((text): string => {
          throw text;
        }),
      },
      { provider },
    ),
  "an error with a part of it": () =>
    secret(PLANTED).apply((text) => {
      throw new Error(`not a number: ${text.slice(3)}`);
    }),
  "a promise over it": () => secret(PLANTED).apply((text) => Promise.reject(new Error(text))),
  "a promise that is made secret": () => secret(Promise.reject(new Error(PLANTED))),
  "what follows from it": (provider) =>
    new Thing(
      "a",
      { label: interpolate`x ${secret(PLANTED)}`.apply((text) => JSON.parse(text)) },
      { provider },
    ),
  "a secret among others": () =>
    all([output("plain"), secret(PLANTED)]).apply(([, text]) => {
      throw new Error(text);
    }),
  "an object with a secret": (provider) =>
    new Thing(
      "a",
      { spec: output({ deep: [secret(PLANTED)] }).apply(({ deep }) => JSON.parse(String(deep[0]))) },
      { provider },
    ),
  "a plain error, after the program handled the value": () => {
    secret(PLANTED);
    return new Promise((_resolve, reject) =>
      setImmediate(() => reject(new Error(`cannot use "${PLANTED}"`))),
    );
  },
  "a chain of outputs": (provider) => {
    const parsed = secret(PLANTED).apply((text) => JSON.parse(text) as string);
    new Thing("a", { label: parsed }, { provider });
    return { parsed: parsed.apply((text) => text.length) };
  },
};

describe("an error over a secret", () => {
  for (const [what, program] of Object.entries(FAILING)) {
    it(`I11 does not repeat it: ${what}`, async () => {
      const error = await failureOf((provider) => program(provider) as never);
      expect(error.message).to.include(WITHHELD);
      const shown = [error.message, JSON.stringify(error.failures)].join();
      expect(shown).not.to.include(PLANTED);
      expect(shown).not.to.include(PLANTED.slice(3, 12));
      expect(
        error.failures
          .map(({ cause }) => cause)
          .filter((cause) => String(cause).includes(PLANTED.slice(3, 12))),
      ).to.have.length(what.startsWith("a plain error") ? 1 : 0);
    });
  }

  it("I11 does not repeat it where the program fails at once, before the secret is settled", async () => {
    const error = await failureOf(() => {
      secret(PLANTED);
      throw new Error(`cannot use ${PLANTED}`);
    });
    expect(error.message).to.match(/^cannot use \(value withheld\)/);
  });

  it("I11 keeps resource, input, class and line", async () => {
    const error = await failureOf(FAILING["JSON.parse of it"] as never);
    expect(error.message).to.match(
      /^a \(thing:index:Thing\): input "spec": a function over a secret failed: SyntaxError \(value withheld\)\n {2}at .*failures\.spec\.ts:\d+$/,
    );
  });

  it("I11 is withheld for configuration that is read as a secret of the wrong kind", async () => {
    for (const method of ["requireSecretObject", "requireSecretNumber", "requireSecretBoolean"] as const) {
      const options = { project: "p", stack: "s", config: { "p:token": PLANTED } };
      const error = await record(() => ({ token: new Config()[method]("token") }), options).catch(
        (each) => each,
      );
      expect(error.message).to.include(`Configuration 'p:token' value '${WITHHELD}' is not a valid`);
      expect(error.message).not.to.include(PLANTED);
    }
  });

  it("shows the error of a plain value, also beside secrets", async () => {
    const error = await failureOf(() => {
      secret(PLANTED);
      output("plain text").apply((text) => JSON.parse(text));
      return {};
    });
    expect(error.message).to.include("plain text");
  });
});
