import { expect } from "chai";
import { addEntry } from "#cli/init/files/register";

const OPENING = /\bsystems:\s*\{/;

describe("adding to an object literal", () => {
  const cases: Readonly<Record<string, readonly [before: string, after: string | undefined]>> = {
    "before the first entry, in its indentation": [
      "export default {\n  systems: {\n    a: load(), // }\n  },\n};\n",
      "export default {\n  systems: {\n    b: 1,\n    a: load(), // }\n  },\n};\n",
    ],
    "before one on the same line": ["({ systems: { a: 1 } })", "({ systems: {\n  b: 1,\n  a: 1 } })"],
    "to an empty one": ["  systems: {},\n", "  systems: {\n    b: 1,\n  },\n"],
    "nowhere when there is none": ["export default {};", undefined],
  };
  for (const [title, [before, after]] of Object.entries(cases)) {
    it(`goes ${title}`, () => {
      expect(addEntry(before, OPENING, "b: 1")).to.equal(after);
    });
  }
});
