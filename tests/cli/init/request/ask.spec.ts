import { expect } from "chai";
import { askForMissing } from "#cli/init/request/ask";
import { type Given, parseRequest } from "#cli/init/request/request";
import { ENVIRONMENTS } from "#infra/environments";
import { captureTerminal } from "../../../support/project.ts";

/** What is asked of a person who answers in order, and what comes of it. */
async function askWith(given: Given, ...answers: string[]) {
  const asked: string[] = [];
  const terminal = {
    ...captureTerminal("/"),
    ask: async (question: string) => {
      asked.push(question);
      return answers[asked.length - 1] ?? "";
    },
  };
  const found = await askForMissing(given, ENVIRONMENTS, terminal);
  return { asked, found, error: terminal.printed().error };
}

describe("questions for a system", () => {
  it("ask for each value, of each environment where they differ; Enter takes a suggestion", async () => {
    const account = "0123456789abcdef0123456789abcdef";
    const { asked, found, error } = await askWith(
      {},
      ...[
        "shop",
        "dev,prod",
        "shop-dev.example",
        "shop.example",
        account,
        "",
        "acme-shop",
        "1234567",
        "1234568",
        "",
      ],
    );
    expect(asked).to.deep.equal([
      "Name of the system: ",
      "Environments of dev, staging, prod, separated by commas [dev]: ",
      "Domain of dev: ",
      "Domain of prod: ",
      "Cloudflare account id: ",
      "Google Cloud project id of dev [shop-dev]: ",
      "Google Cloud project id of prod [shop-prod]: ",
      "Google Cloud project number of dev: ",
      "Google Cloud project number of prod: ",
      "Region [us-central1]: ",
    ]);
    expect(found).to.include({ project: "shop-dev,acme-shop", region: "us-central1" });
    expect(parseRequest(found, ENVIRONMENTS).stacks).to.have.length(2);
    expect(error).to.equal("");
  });

  it("ask for nothing that was given, and again for what will not do", async () => {
    const given = {
      name: "shop",
      environments: "dev",
      domain: "shop.example",
      project: "shop-dev",
      projectNumber: "1234567",
      region: "us-central1",
    };
    const account = "0123456789abcdef0123456789abcdef";
    const { asked, found, error } = await askWith(given, "me", account);
    expect(asked).to.deep.equal(["Cloudflare account id: ", "Cloudflare account id: "]);
    expect(found).to.deep.equal({ ...given, accountId: account });
    expect(error).to.contain('  found "me", expected a string (32 hexadecimal digits');
  });

  it("are not asked where something that was given is wrong", async () => {
    const refused = await askWith({ name: "Shop", region: "mars" }).catch(String);
    expect(refused).to.contain('name  found "Shop"').and.to.contain('--region  found "mars"');
    expect(refused).not.to.contain("missing");
  });

  it("are not asked where nobody can answer", async () => {
    expect(await askForMissing({}, ENVIRONMENTS, captureTerminal("/"))).to.deep.equal({});
  });
});
