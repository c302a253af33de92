import { expect } from "chai";
import { type Given, parseRequest } from "#cli/init/request/request";
import { UsageError } from "#cli/shared/errors";
import { ENVIRONMENTS } from "#infra/environments";

const GIVEN: Given = {
  name: "shop",
  environments: "dev,prod",
  domain: "shop-dev.example, shop.example",
  accountId: "0123456789abcdef0123456789abcdef",
  project: "shop-dev,shop-prod",
  projectNumber: "1234567,1234568",
  region: "us-central1",
};

function errorOf(given: Given): string {
  try {
    parseRequest(given, ENVIRONMENTS);
  } catch (error) {
    expect(error).to.be.instanceOf(UsageError);
    return error instanceof Error ? error.message : "";
  }
  return "";
}

describe("a request for a system", () => {
  it("gives each environment its own values, and the shared ones", () => {
    const { name, stacks } = parseRequest(GIVEN, ENVIRONMENTS);
    expect(name).to.equal("shop");
    expect(stacks.map(({ environment, answers }) => [environment.name, answers])).to.deep.equal([
      [
        "dev",
        {
          domain: "shop-dev.example",
          accountId: GIVEN.accountId,
          plan: "free",
          project: "shop-dev",
          projectNumber: "1234567",
          region: "us-central1",
          contact: "platform@shop-dev.example",
        },
      ],
      [
        "prod",
        {
          domain: "shop.example",
          accountId: GIVEN.accountId,
          plan: "pro",
          project: "shop-prod",
          projectNumber: "1234568",
          region: "us-central1",
          contact: "platform@shop.example",
        },
      ],
    ]);
  });

  const mistakes: Readonly<Record<string, readonly [change: Given, line: string]>> = {
    "a name with capitals": [{ name: "Shop" }, 'name  found "Shop", expected lower-case letters'],
    "a reserved word": [{ name: "new" }, 'name  found "new", which is a reserved word of TypeScript'],
    "a name that is too long for service accounts": [
      { name: "a-rather-long-system" },
      'name  found "a-rather-long-system", whose stack a-rather-long-system-prod has 25 characters; allowed are at most 24',
    ],
    "an unknown environment": [
      { environments: "dev,prd" },
      '--environments  found "prd", expected one of dev, staging, prod',
    ],
    "an environment twice": [{ environments: "dev,dev" }, '--environments  found "dev" twice'],
    "too few domains": [
      { domain: "shop.example" },
      "--domain  found 1, expected 2, one for each of dev, prod: a Cloudflare zone belongs to one stack",
    ],
    "one domain twice": [
      { domain: "shop.example,shop.example" },
      '--domain  found "shop.example" twice; a Cloudflare zone belongs to one stack',
    ],
    "a domain that is none": [
      { domain: "shop,shop.example" },
      '--domain  found "shop", expected a string (registrable domain',
    ],
    "an account that is none": [
      { accountId: "me" },
      '--account-id  found "me", expected a string (32 hexadecimal',
    ],
    "an unknown plan": [
      { plan: "gold" },
      '--plan  found "gold", expected one of free, pro, business, enterprise',
    ],
    "a region with a slip": [
      { region: "us-centrall1" },
      '--region  found "us-centrall1", which is not a known name; did you mean us-central1?',
    ],
    "a contact that is no address": [{ contact: "me" }, '--contact  found "me", expected a string (address'],
  };
  for (const [what, [change, line]] of Object.entries(mistakes)) {
    it(`refuses ${what}`, () => {
      expect(errorOf({ ...GIVEN, ...change }))
        .to.contain(line)
        .and.to.contain("nothing was written");
    });
  }

  it("names everything that is missing at once", () => {
    const missing = errorOf({});
    expect(missing.match(/^\S+ {2}missing/gm)?.map((line) => line.split(" ")[0])).to.deep.equal([
      "name",
      "--domain",
      "--account-id",
      "--project",
      "--project-number",
      "--region",
    ]);
    expect(missing).to.contain("6 mistakes, nothing was written.");
  });
});
