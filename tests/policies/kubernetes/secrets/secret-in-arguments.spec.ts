import { expect } from "chai";
import { SECRET, UNKNOWN, type Value } from "#graph/model";
import { secretInArguments } from "#policies/kubernetes/secrets/secret-in-arguments";
import { outcome } from "../../support/rules.ts";
import { container, inContainer } from "../../support/workloads.ts";

const command = (...words: Value[]) => ({ command: words });

const FOUND: Readonly<
  Record<string, readonly [changes: Record<string, Value>, finding: string, path: string]>
> = {
  "an option with a value": [
    command("serve", "--db-password=planted1"),
    "a credential in its command: db-password",
    "command[1]",
  ],
  "an option before its value": [
    { args: ["--api-token", "q7Zx2LmV9pTr4KcW8nYb"] },
    "a credential in its args: api-token",
    "args[1]",
  ],
  "a password of MySQL's tools": [
    command("sh", "-c", "mysqldump -h db -u app -pplanted1 shop"),
    "a credential in its command",
    "command[2]",
  ],
  "a header in a script": [
    command("sh", "-c", 'curl -H "Authorization: Bearer planted-1234567890" https://example.com'),
    "an authorization header in its command",
    "command[2]",
  ],
  "a URL with a password": [
    { args: ["--dsn", "postgres://app:planted@db/app"] },
    "a URL with a password in its args: dsn",
    "args[1]",
  ],
  "a header of a probe": [
    {
      livenessProbe: {
        httpGet: { httpHeaders: [{ name: "Authorization", value: "Bearer planted-1234567890" }] },
      },
    },
    "an authorization header in its livenessProbe: Authorization",
    "livenessProbe.httpGet.httpHeaders[0].value",
  ],
  "a command of a lifecycle hook": [
    { lifecycle: { postStart: { exec: { command: ["register", "--secret=Planted123"] } } } },
    "a credential in its lifecycle: secret",
    "lifecycle.postStart.exec.command[1]",
  ],
  "a marked secret": [{ args: ["--name", SECRET] }, "a secret in its args: name", "args[1]"],
};

describe(`rule ${secretInArguments.id}`, () => {
  for (const [what, [changes, finding, path]] of Object.entries(FOUND)) {
    it(`finds ${what}`, () => {
      expect(outcome(secretInArguments, [container(changes)])).to.deep.equal({
        findings: [`container "api" has ${finding} [${inContainer(path)}]`],
        unknown: [],
      });
    });
  }

  it("passes files, variables and what is not known, since it is not in the program's text", () => {
    const args = [
      "--password-file=/run/secrets/db",
      "--password=$(DB_PASSWORD)",
      "--token",
      "$TOKEN",
      UNKNOWN,
    ];
    expect(outcome(secretInArguments, [container({ args })])).to.deep.equal({ findings: [], unknown: [] });
  });

  it("leaves the environment to its own rule", () => {
    const env = [{ name: "DB_PASSWORD", value: "planted1" }];
    expect(outcome(secretInArguments, [container({ env })]).findings).to.deep.equal([]);
  });

  it("cannot tell containers that are not known", () => {
    const path = "spec.template.spec.containers";
    const { findings, unknown } = outcome(secretInArguments, [container({}), containersUnknown()]);
    expect({ findings, unknown }).to.deep.equal({ findings: [], unknown: [path] });
  });
});

function containersUnknown() {
  const node = container({});
  return { ...node, urn: `${node.urn}-2`, inputs: { spec: { template: { spec: { containers: UNKNOWN } } } } };
}
