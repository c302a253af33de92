// The specs of this folder, three files at a time on two cores: half of the time a file waits.
const { globSync } = require("node:fs");
const { relative } = require("node:path");

/** Files that take longest, by the beginning of their path; they are begun first, so that both ends meet. */
const LONGEST = ["scenarios/cloud/", "stacks/", "scenarios/kubernetes/"];

function rank(file) {
  const path = relative(__dirname, file);
  const at = LONGEST.findIndex((beginning) => path.startsWith(beginning));
  return at < 0 ? LONGEST.length : at;
}

module.exports = {
  spec: globSync(`${__dirname}/**/*.spec.ts`).sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1)),
  parallel: true,
  jobs: 3,
  timeout: 1_200_000,
  slow: 60_000,
};
