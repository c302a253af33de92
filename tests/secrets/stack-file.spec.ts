import { expect } from "chai";
import { stackFileText, type TemporaryProject, temporaryProject } from "../support/project.ts";
import { everything, leaks, PLANTED, REFUSING } from "./planted.ts";

const STACK = "howlerops-dev";
const GOOD = stackFileText(STACK);
const FILE = `stacks/Pulumi.${STACK}.yaml`;

/** The stack file with further lines. */
function withLines(...lines: string[]): string {
  return `${GOOD.trimEnd()}\n${lines.map((line) => `  ${line}\n`).join("")}`;
}

/** The stack file with another value of a setting. */
function withValue(setting: string, value: string): string {
  return GOOD.replace(new RegExp(`(  strata:${setting}:) .*`), `$1 ${value}`);
}

/** What a user might write, and the words that refuse it. */
const REFUSED: readonly (readonly [what: string, file: string, words: RegExp])[] = [
  [
    "a secret in plain text",
    withLines("strata:secrets:", `  cloudflareDnsToken: ${PLANTED}`),
    /strata:secrets\.cloudflareDnsToken {2}found plain text, expected a secret; encrypt it: npm run pulumi -- config set --secret --path 'strata:secrets\.cloudflareDnsToken'/,
  ],
  [
    "a text in place of the secrets",
    withLines(`strata:secrets: ${PLANTED}`),
    /strata:secrets {2}found a string, expected settings cloudflareDnsToken/,
  ],
  [
    "a list in place of a secret",
    withLines("strata:secrets:", `  cloudflareDnsToken: [${PLANTED}]`),
    /strata:secrets\.cloudflareDnsToken {2}found a list, expected/,
  ],
  [
    "settings in place of a secret",
    withLines("strata:secrets:", `  cloudflareDnsToken: { value: ${PLANTED} }`),
    /strata:secrets\.cloudflareDnsToken {2}found settings, expected/,
  ],
  [
    "a secret that is not known",
    withLines("strata:secrets:", `  githubToken: ${PLANTED}`),
    /strata:secrets\.githubToken {2}unknown setting; known settings are cloudflareDnsToken/,
  ],
  [
    "an encrypted value of a plain setting",
    withValue("contact", `{ secure: "v1:${PLANTED}" }`),
    /strata:contact {2}found "\[secret\]", expected a string/,
  ],
  [
    "a URL with a password as a plain setting",
    withValue("domain", `https://app:${PLANTED}@example.com`),
    /strata:domain {2}found a string that holds a URL with a password, expected a string/,
  ],
  [
    "a setting that is not known",
    withLines(`strata:apiToken: ${PLANTED}`),
    /strata:apiToken {2}unknown setting/,
  ],
  [
    "a provider's own setting",
    withLines(`cloudflare:apiToken: ${PLANTED}`),
    /cloudflare:apiToken {2}unknown key/,
  ],
  ["a setting of nobody", withLines(`shop:password: ${PLANTED}`), /shop:password {2}unknown key/],
  [
    "a line that is no YAML",
    withLines(`strata:secrets: {cloudflareDnsToken: "${PLANTED}`),
    /invalid YAML: Missing closing/,
  ],
  [
    "a secret that is given twice",
    withLines("strata:secrets:", `  cloudflareDnsToken: ${PLANTED}`, `  cloudflareDnsToken: ${PLANTED}`),
    /invalid YAML: Map keys must be unique/,
  ],
];

describe("a secret in a stack file", () => {
  let project: TemporaryProject | undefined;

  afterEach(() => project?.remove());

  for (const [what, file, words] of REFUSED) {
    it(`is refused in words that do not repeat it: ${what}`, async () => {
      expect(file).not.to.equal(GOOD);
      project = temporaryProject({ [FILE]: file });
      const results = await everything(STACK, project.root, REFUSING);
      expect(leaks(results)).to.deep.equal([]);
      for (const [command, { code, out, error }] of results) {
        expect(error, command).to.match(words);
        expect(out, command).to.equal("");
        expect(code, command).to.equal(2);
      }
    });
  }

  it("is planned when it is encrypted, and shown nowhere", async () => {
    const lines = ["strata:secrets:", "  cloudflareDnsToken:", `    secure: v1:${PLANTED}`];
    project = temporaryProject({ [FILE]: withLines(...lines) });
    const results = await everything(STACK, project.root);
    expect(leaks(results)).to.deep.equal([]);
    for (const [command, { code, error }] of results) {
      expect(error, command).to.equal("");
      expect(code, command).to.be.oneOf(command.startsWith("check") ? [0, 1] : [0]);
    }
    const { nodes } = JSON.parse(results.get("plan --json")?.out ?? "") as {
      nodes: { name: string; inputs: Record<string, unknown> }[];
    };
    const version = nodes.find(({ name }) => name === "secrets-cloudflare-dns-token-version");
    expect(version?.inputs["secretData"]).to.deep.equal({ $secret: true });
  });
});
