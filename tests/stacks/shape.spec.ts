import { expect } from "chai";
import { parse } from "yaml";
import { stackFileText } from "../support/project.ts";
import { stackGraph } from "../support/stacks.ts";

const ENVIRONMENTS = ["dev", "staging", "prod"] as const;

/**
 * Resources that an environment may have and another not, each with what decides it in the stack file or in
 * the meaning of the environment.
 */
const MAY_DIFFER: readonly RegExp[] = [
  // The Free plan has no managed rulesets, no second rate limit and no say about HTTP/2.
  /Ruleset edge-managed-firewall$/,
  /ZoneSetting edge-http2$/,
  // Alerts go to nobody, to a ticket queue, or to the person on call.
  /ExternalSecret metrics-pagerduty$/,
  / outside(-(contact|site|api|app))?$/,
  // A disposable environment has no keys of its own, which would stay for ever.
  /(CryptoKey|CryptoKeyIAMMember|KeyRing|ServiceIdentity) cluster-/,
  /(CryptoKey|CryptoKeyIAMMember|KeyRing) project-key/,
  // Free costs nothing.
  /ZoneSubscription edge-subscription/,
];

describe("S1 stacks dev, staging and prod of one shape, differing by configuration only", () => {
  for (const system of ["howlerops", "nextjs"]) {
    it(`S1 ${system}: stack files have the same keys`, () => {
      const keys = ENVIRONMENTS.map((environment) => {
        const { config } = parse(stackFileText(`${system}-${environment}`)) as { config: object };
        return Object.keys(config);
      });
      expect(keys[1]).to.deep.equal(keys[0]);
      expect(keys[2]).to.deep.equal(keys[0]);
    });

    it(`S1 ${system}: the same components and resources, except what settings decide`, async () => {
      const shapes = await Promise.all(
        ENVIRONMENTS.map(async (environment) => {
          const graph = await stackGraph(`${system}-${environment}`);
          return graph.nodes
            .filter(({ type }) => type !== "pulumi:pulumi:Stack")
            .map(({ type, name }) => `${type} ${name}`)
            .filter((node) => !MAY_DIFFER.some((pattern) => pattern.test(node)))
            .sort();
        }),
      );
      expect(shapes[1], "staging against dev").to.deep.equal(shapes[0]);
      expect(shapes[2], "prod against dev").to.deep.equal(shapes[0]);
    });
  }

  it("S1 only prod refuses deletion", async () => {
    for (const system of ["howlerops", "nextjs"]) {
      for (const environment of ENVIRONMENTS) {
        const graph = await stackGraph(`${system}-${environment}`);
        const count = graph.nodes.filter(({ protect, custom }) => protect && custom).length;
        expect(count > 0, `${system}-${environment} protects ${count}`).to.equal(environment === "prod");
      }
    }
  });
});
