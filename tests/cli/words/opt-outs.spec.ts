import { expect } from "chai";
import { optOutPhrases } from "#cli/words/opt-outs";
import type { OptOutFact } from "#graph/facts/operations";

describe("cli/words/opt-outs", () => {
  const cases: [kind: string, optOuts: OptOutFact[], phrases: string[]][] = [
    ["Zone", [{ argument: "protect", value: false, default: true }], ["no deletion protection"]],
    ["Cluster", [{ argument: "nodeZones", value: 2, default: 3 }], ["nodes in 2 of 3 zones"]],
    [
      "Network",
      [{ argument: "flowLogSampling", value: 0.1, default: 0.5 }],
      ["flow logs of 10 % of connections"],
    ],
    [
      "Cluster",
      [
        { argument: "nodePools.general.spot", value: true, default: false },
        { argument: "availability", value: "zonal", default: "regional" },
        { argument: "nodePools.gpu.v1.spot", value: true, default: false },
      ],
      ["spot nodes: general, gpu.v1", "one zone"],
    ],
    [
      "Project",
      [{ argument: "repositories.app.immutableTags", value: false, default: true }],
      ["tags may move: app"],
    ],
    ["RedisCache", [{ argument: "replicas", value: 0, default: 1 }], ["one copy"]],
    ["CertManager", [{ argument: "replicas", value: 1, default: 2 }], ["one pod"]],
    ["Monitoring", [{ argument: "routing", value: "none" }], ["alert routing disabled"]],
    ["Outside", [{ argument: "audit.level", value: "low", default: "high" }], ["audit.level low"]],
  ];
  for (const [kind, optOuts, phrases] of cases) {
    it(`of a ${kind}: ${phrases.join(" · ")}`, () => {
      expect(optOutPhrases(kind, optOuts)).to.deep.equal(phrases);
    });
  }
});
