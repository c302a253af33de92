// Mocha's own output, and the numbers of passed and failed tests as one line of the file that
// STRATA_TEST_TOTALS names. It is CommonJS because mocha loads reporters that way.
const { appendFileSync } = require("node:fs");
const { reporters, Runner } = require("mocha");

module.exports = class Totals extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    runner.once(Runner.constants.EVENT_RUN_END, () => {
      appendFileSync(process.env.STRATA_TEST_TOTALS, `${this.stats.passes} ${this.stats.failures}\n`);
    });
  }
};
