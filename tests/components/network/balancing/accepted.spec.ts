import { expect } from "chai";
import fc from "fast-check";
import type { GlobalLoadBalancerArgs } from "#components/network/balancing/args";
import { program as passthrough } from "#docs/examples/network/passthrough-load-balancer";
import { record } from "#graph/record/record";
import { check } from "#policies/check";
import { RULES } from "#policies/rules";
import { nodeNamed } from "../../../support/record.ts";
import { backends, recordBalancer, service, THREE_REGIONS } from "./fixtures.ts";

const TODAY = { today: "2026-11-21" };

const tls = fc.constantFrom<NonNullable<GlobalLoadBalancerArgs["tls"]>>(
  {},
  { profile: "MODERN" },
  { profile: "RESTRICTED" },
  { minimumVersion: "1.3" },
);
const regions = fc
  .subarray(Object.entries(THREE_REGIONS), { minLength: 1 })
  .chain((kept) =>
    fc.tuple(fc.constant(kept), fc.array(fc.boolean(), { minLength: kept.length, maxLength: kept.length })),
  )
  .map(([kept, drained]) =>
    Object.fromEntries(
      // The first one serves, whatever is drained.
      kept.map(([key, region], index) => [key, { ...region, drained: index > 0 && drained[index] === true }]),
    ),
  );

describe("components/network/GlobalLoadBalancer, whatever is accepted", () => {
  it("CKV_GCP_4, GCP-0039: has no finding, and the same bytes for the same arguments", async () => {
    const args = fc.record({ tls, regions, armor: fc.constantFrom(undefined, false as const) });
    await fc.assert(
      fc.asyncProperty(args, async ({ armor, ...given }) => {
        const accepted = {
          ...given,
          ...(armor === undefined ? {} : { armor }),
          routes: { maps: { paths: ["/maps"], service: service("maps") } },
        };
        const graph = await recordBalancer(accepted);
        expect(check(graph, RULES, TODAY).findings).to.deep.equal([]);
        expect(JSON.stringify(await recordBalancer(accepted))).to.equal(JSON.stringify(graph));
        const serving = Object.values(backends(nodeNamed(graph, "balancer-backend")));
        expect(serving.some(({ capacityScaler }) => capacityScaler === 1)).to.equal(true);
      }),
      { numRuns: 20 },
    );
  });

  it("and a load balancer on layer 4 has none either", async () => {
    const graph = await record(passthrough, { project: "sari-ai", stack: "prod" });
    expect(check(graph, RULES, TODAY).findings).to.deep.equal([]);
  });
});
