import { expect } from "chai";
import {
  boolean,
  type ChartFacts,
  type ChartValues,
  choice,
  createChartRelease,
  number,
  text,
  unknownChartValues,
} from "#components/core/kubernetes/chart";
import { nodeNamed, recordWith } from "../../../support/record.ts";

const FACTS = {
  chart: "things",
  repository: "https://charts.example",
  version: "1.2.3",
  source: "values.yaml at 1.2.3",
  values: { replicaCount: number, tls: { enabled: boolean }, kind: choice("small", "large"), name: text },
} as const satisfies ChartFacts;

type Values = ChartValues<typeof FACTS.values>;

type Accepts<Given> = Given extends Values ? true : false;
type Knows<Key extends string> = Key extends keyof Values ? true : false;

describe("chart facts", () => {
  it("fail the type check on a key, a choice or a kind that the chart does not have", () => {
    // The types on the left are what is tested: `false` does not fit `true`, nor the other way round.
    const good: [Accepts<{ tls: { enabled: true } }>, Knows<"replicaCount">] = [true, true];
    const kind: Accepts<{ kind: "medium" }> = false;
    const wrong: [Knows<"replicas">, Accepts<{ replicaCount: "2" }>] = [false, false];
    expect([...good, kind, ...wrong]).to.deep.equal([true, true, false, false, false]);
  });

  it("name every value that a chart does not know, and every value of another kind", () => {
    const values = { replicaCount: "two", tls: { enable: true }, kind: "medium", name: "a", extra: {} };
    expect(unknownChartValues(FACTS.values, values)).to.deep.equal([
      "replicaCount",
      "tls.enable",
      "kind",
      "extra",
    ]);
    const good = { replicaCount: 2, tls: { enabled: true }, kind: "small", name: "a" };
    expect(unknownChartValues(FACTS.values, good)).to.deep.equal([]);
  });

  it("make a release that is pinned, rolled back when it fails, and makes no namespace", async () => {
    const graph = await recordWith(({ kubernetes }) => {
      const values = { replicaCount: 2 };
      createChartRelease(
        "things",
        FACTS,
        { name: "things", namespace: "home", values },
        { provider: kubernetes },
      );
      return {};
    });
    const { inputs } = nodeNamed(graph, "things");
    expect(inputs).to.include({
      chart: "things",
      version: "1.2.3",
      atomic: true,
      cleanupOnFail: true,
      createNamespace: false,
      skipCrds: false,
      timeout: 300,
    });
    expect(inputs["repositoryOpts"]).to.deep.equal({ repo: "https://charts.example" });
    expect(inputs["values"]).to.deep.equal({ replicaCount: 2 });
  });
});
