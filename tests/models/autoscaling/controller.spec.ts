import { readFileSync } from "node:fs";
import { expect } from "chai";
import { History } from "#models/autoscaling/history";
import type { AutoscalerModel, DirectionRules, MetricTarget } from "#models/autoscaling/model";
import { recommendedReplicas } from "#models/autoscaling/recommend";

/** What Kubernetes 1.36.3's own controller answered to inputs that were drawn at random. */
interface Answers {
  /**
   * Of its `ReplicaCalculator`, by the kind of metric; pods are ready, pending, or run without a sample. A row has the
   * target, tolerances up and down, pods ready, starting and without a sample, the total and what a pod requests in
   * thousandths, and the answer: -1 where nothing was changed.
   */
  readonly recommended: Readonly<Record<Kind, readonly Row[]>>;
  /** Of `normalizeDesiredReplicasWithBehaviors` and `storeScaleEvent`, every 15 s. */
  readonly stepped: readonly {
    readonly min: number;
    readonly max: number;
    readonly start: number;
    readonly up: Omit<DirectionRules, "tolerance">;
    readonly down: Omit<DirectionRules, "tolerance">;
    readonly wanted: readonly number[];
    readonly answer: readonly number[];
  }[];
}

type Kind = "utilization" | "pods" | "external";
type Row = readonly [
  target: number,
  up: number,
  down: number,
  ready: number,
  starting: number,
  missing: number,
  total: number,
  request: number,
  answer: number,
];

const ANSWERS: Answers = JSON.parse(readFileSync(new URL("controller.json", import.meta.url), "utf8"));

const RULES: DirectionRules = { stabilizationSeconds: 0, policies: [], select: "Max", tolerance: 0 };

function model(metrics: readonly MetricTarget[], changes: Partial<AutoscalerModel> = {}): AutoscalerModel {
  return { minReplicas: 1, maxReplicas: 100, metrics, up: RULES, down: RULES, ...changes };
}

function targetOf(kind: Kind, target: number): MetricTarget {
  const name = "load";
  return kind === "utilization"
    ? { name, utilizationPercent: target }
    : { name, averageValue: target / 1000, per: kind === "pods" ? "pod" : "workload" };
}

describe("The simulator beside Kubernetes' own controller", () => {
  for (const kind of ["utilization", "pods", "external"] as const) {
    const rows = ANSWERS.recommended[kind];
    it(`S62: recommends what it recommends by ${kind}, in ${rows.length} cases`, () => {
      for (const row of rows) {
        const [target, up, down, ready, starting, missing, total, request, answer] = row;
        const autoscaler = model([targetOf(kind, target)], {
          up: { ...RULES, tolerance: up },
          down: { ...RULES, tolerance: down },
        });
        const seen = {
          replicas: ready + starting + missing,
          ready,
          missing,
          totals: { load: total / 1000 },
          requests: { load: request / 1000 },
        };
        expect(recommendedReplicas(autoscaler, seen) ?? -1, JSON.stringify(row)).to.equal(answer);
      }
    });
  }

  it(`S62: steps as it steps, in ${ANSWERS.stepped.length} walks of 15 min through windows and policies`, () => {
    for (const { min, max, start, up, down, wanted, answer } of ANSWERS.stepped) {
      const autoscaler = model([], {
        minReplicas: min,
        maxReplicas: max,
        up: { ...RULES, ...up },
        down: { ...RULES, ...down },
      });
      const history = new History(autoscaler, 0, start);
      const counts: number[] = [];
      let replicas = start;
      for (const [turn, each] of wanted.entries()) {
        const inside = Math.min(Math.max(replicas, min), max);
        const next = inside === replicas ? history.next(turn * 15, replicas, each) : inside;
        if (next !== replicas) {
          history.changed(turn * 15, replicas, next);
        }
        replicas = next;
        counts.push(replicas);
      }
      expect(counts, JSON.stringify({ min, max, start, up, down })).to.deep.equal(answer);
    }
  });

  it("holds the documented cases among those that it answered", () => {
    const rows = Object.values(ANSWERS.recommended).flat();
    const shapes = rows.map(([, , , , starting, missing, , , answer]) =>
      [starting > 0 && "starting", missing > 0 && "missing", answer < 0 && "nothing"]
        .filter(Boolean)
        .join("+"),
    );
    expect(shapes).to.include.members(["", "starting", "missing", "starting+missing", "starting+nothing"]);
    const selects = ANSWERS.stepped.flatMap(({ up, down }) => [up.select, down.select]);
    expect(selects).to.include.members(["Max", "Min", "Disabled"]);
  });
});
