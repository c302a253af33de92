import { expect } from "chai";
import { everything, leaks, projectWith, REFUSING } from "./planted.ts";

const CONFIG =
  "  planted:whole:\n    secure: v1:AAAA\n  planted:part:\n    user: me\n    password:\n      secure: v1:BBBB\n";

function program(statement: string): string {
  return `
import { ConfigMap } from "@pulumi/kubernetes/core/v1/configMap.js";
import { Provider } from "@pulumi/kubernetes/provider.js";
import { all, Config, log, secret } from "@pulumi/pulumi";

const PLANTED = ["pLanted-7f3a", "9c1e5b2d"].join("");
const TOKEN = ["ghp", "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8"].join("_");
const config = new Config("planted");

export default async function main() {
const provider = new Provider("cluster", { kubeconfig: "{}" });
const map = (data) => new ConfigMap("map", { data }, { provider });
${statement}
}
`;
}

/** What fails over a secret, and the words of the error. */
const FAILING: readonly (readonly [what: string, statement: string, words: RegExp])[] = [
  [
    "JSON.parse of it",
    "map({ a: secret(PLANTED).apply(JSON.parse) });",
    /map \(kubernetes:core\/v1:ConfigMap\): input "data": a function over a secret failed: SyntaxError \(value withheld\)/,
  ],
  [
    "an error with it",
    "map({ a: secret(PLANTED).apply((text) => { throw new Error(text); }) });",
    /a function over a secret failed: Error \(value withheld\)/,
  ],
  [
    "the value, thrown",
    "map({ a: secret(PLANTED).apply((text) => { throw text; }) });",
    /\(value withheld\)/,
  ],
  [
    "an error of the program, afterwards",
    'secret(PLANTED); throw new Error("cannot use " + PLANTED);',
    /cannot use \(value withheld\)/,
  ],
  ["a message", 'secret(PLANTED); log.error("cannot use " + PLANTED);', /cannot use \(value withheld\)/],
  ["a token that nothing marks", 'throw new Error("cannot use " + TOKEN);', /cannot use \(value withheld\)/],
  [
    "an encrypted flag that is read in plain form",
    'if (config.requireBoolean("whole")) map({});',
    /configuration "planted:whole" is encrypted, and a plan does not know its value; read it with requireSecretBoolean/,
  ],
];

describe("an error over a secret", () => {
  let project: ReturnType<typeof projectWith> | undefined;

  afterEach(() => project?.remove());

  for (const [what, statement, words] of FAILING) {
    it(`I11 repeats nothing of it: ${what}`, async () => {
      project = projectWith(program(statement), CONFIG);
      const results = await everything("dev", project.folder, REFUSING);
      expect(leaks(results)).to.deep.equal([]);
      for (const [command, { code, out, error }] of results) {
        expect(error, command).to.match(words);
        expect(error, command).not.to.match(/ghp_|pLanted|9c1e5b/);
        expect(out, command).to.equal("");
        expect(code, command).to.equal(2);
      }
    });
  }

  it("I12 plans encrypted configuration of every kind", async () => {
    const statement = `
const whole = ["requireSecret", "getSecret", "requireSecretObject", "getSecretObject", "requireSecretNumber", "getSecretBoolean"]
  .map((method) => config[method]("whole"));
const part = config.requireSecretObject("part");
new ConfigMap("parts", { data: { user: part.user, password: part.password } }, { provider });
return { whole: all(whole), json: config.requireSecret("whole").apply(JSON.parse), user: part.user };`;
    project = projectWith(program(statement), CONFIG);
    const results = await everything("dev", project.folder, [["plan", "--json"], ["manifests"]]);
    for (const [command, { code, error }] of results) {
      expect(error, command).to.equal("");
      expect(code, command).to.equal(0);
    }
    const { outputs } = JSON.parse(results.get("plan --json")?.out ?? "{}");
    expect(outputs).to.deep.equal({
      whole: { $secret: true },
      json: { $secret: true },
      user: { $secret: true },
    });
  });
});
