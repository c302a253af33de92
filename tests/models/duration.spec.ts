import { expect } from "chai";
import { duration } from "#models/duration";

describe("models/duration", () => {
  const cases: [seconds: number, text: string][] = [
    [0, "0 s"],
    [10, "10 s"],
    [90, "90 s"],
    [60, "1 min"],
    [300, "5 min"],
    [7200, "2 h"],
    [86_400, "1 d"],
    [2_592_000, "30 d"],
    [31_536_000, "1 y"],
  ];
  for (const [seconds, text] of cases) {
    it(`writes ${seconds} seconds as ${text}`, () => {
      expect(duration(seconds)).to.equal(text);
    });
  }
});
