import { expect } from "chai";
import { record } from "#graph/record/record";
import { runPlainMocks } from "../support/plain-mocks.ts";
import { repositoryPrograms } from "../support/programs.ts";

/** What the clouds of the examples say of what exists there; a mock has to say it too. */
const EXISTING: Readonly<Record<string, Readonly<Record<string, object>>>> = {
  "docs/examples/cluster/existing-cluster.ts": {
    "gcp:compute/subnetwork:Subnetwork": {
      ipCidrRange: "10.20.0.0/20",
      secondaryIpRanges: [
        { rangeName: "pods", ipCidrRange: "10.24.0.0/14" },
        { rangeName: "services", ipCidrRange: "10.20.16.0/20" },
      ],
    },
  },
  "docs/examples/edge/existing-zone.ts": { "cloudflare:index/zone:Zone": { name: "example.com" } },
  "docs/examples/network/existing-network.ts": {
    "gcp:compute/globalAddress:GlobalAddress": { address: "10.255.0.0", prefixLength: 16 },
  },
};

describe("programs under Pulumi's own mocks", () => {
  for (const { name, options, load } of repositoryPrograms()) {
    for (const preview of [true, false]) {
      it(`I26 ${name} registers everything in ${preview ? "preview" : "update"} mode`, async () => {
        const program = await load();
        const { nodes } = await record(program, options);
        const declared = nodes.filter(({ type }) => type !== "pulumi:pulumi:Stack");
        const states = EXISTING[name] ?? {};
        const { registered, rejected } = await runPlainMocks(program, { ...options, preview, states });
        expect(rejected).to.deep.equal([]);
        expect(registered).to.deep.equal(declared.map((node) => `${node.type} ${node.name}`).sort());
      });
    }
  }

  it("I26 register everything where a mock states nothing at all, or name what it has to state", async () => {
    for (const { name, options, load } of repositoryPrograms().filter(
      ({ name }) => name === "howlerops-prod",
    )) {
      const program = await load();
      const { nodes } = await record(program, options);
      const mocks = { ...options, preview: false, repeatInputs: false };
      const { registered, rejected } = await runPlainMocks(program, mocks);
      expect(rejected, name).to.deep.equal([]);
      expect(registered, name).to.have.length(nodes.length - 1);
    }
    for (const { name, options, load } of repositoryPrograms().filter(({ name }) => name in EXISTING)) {
      const { rejected } = await runPlainMocks(await load(), { ...options, preview: false });
      expect(rejected.length, name).to.be.greaterThan(0);
      for (const message of rejected) {
        expect(message, name).to.match(/"\S+": output "\w+" is undefined; a mock of \S+ has to state it/);
      }
    }
  });
});
