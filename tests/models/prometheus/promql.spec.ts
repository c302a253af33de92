import { expect } from "chai";
import { grafanaQueryProblem, promqlProblem } from "#models/prometheus/promql";
import { ACCEPTED, REFUSED, WITHOUT_RESULT } from "./examples.ts";

describe("PromQL", () => {
  for (const expression of ACCEPTED) {
    it(`accepts ${expression}`, () => {
      expect(promqlProblem(expression)).to.equal(undefined);
    });
  }

  for (const [expression, problem] of Object.entries({ ...REFUSED, ...WITHOUT_RESULT })) {
    it(`E5 refuses ${expression || "an empty expression"}`, () => {
      expect(promqlProblem(expression)).to.equal(problem);
    });
  }

  it("reads Grafana's variables as durations, values and numbers", () => {
    const query =
      'topk($top, sum by ([[label]]) (rate(x{job=~"$job", pod=~"[[pod]]"}[$__rate_interval]))) + rate(x[$range])';
    expect(grafanaQueryProblem(query)).to.equal(undefined);
    expect(grafanaQueryProblem("rate(x[$__rate_interval)")).to.include("syntax error");
  });
});
