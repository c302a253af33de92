import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect } from "chai";
import { WebService } from "#components/workload/web-service";
import { failureOf, Group } from "../../../support/things.ts";
import { expectNoUnhandledRejections, linesOf } from "./support.ts";

const { file, at } = linesOf(import.meta.url);

/** A package as it is installed: a component, one that contains it, and functions that check. */
const LIBRARY = `
class ArgumentError extends Error {
  constructor(component, name, detail) {
    super(component + ' "' + name + '": ' + detail);
    this.name = "ArgumentError";
    this.component = component;
  }
}
const check = (component, name) => {
  throw new ArgumentError(component, name, "port is 0");
};
export class Cache {
  constructor(name) {
    check("Cache", name);
  }
}
export class Site {
  constructor(name) {
    new Cache(name);
  }
}
export const siteFiles = (name) => check("siteFiles", name);
export const createSite = (name) => siteFiles(name);
`;

interface Library {
  readonly Cache: new (name: string) => object;
  readonly Site: new (name: string) => object;
  readonly createSite: (name: string) => void;
}

describe("an argument error", () => {
  expectNoUnhandledRejections();
  let folder: string;
  let library: Library;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "strata-installed-"));
    const path = join(folder, "node_modules/library/index.mjs");
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, LIBRARY);
    library = (await import(pathToFileURL(path).href)) as Library;
  });
  after(() => rmSync(folder, { recursive: true }));

  /** A component of the program, in whose constructor something is refused. */
  class Shop extends Group {
    constructor(fill: () => void) {
      super("shop");
      fill();
    }
  }

  const refusals: Readonly<Record<string, () => void>> = {
    "new of a package's component": () => {
      new library.Cache("a"); // new of a package's component
    },
    "new of what contains it in the package": () => {
      new library.Site("a"); // new of what contains it in the package
    },
    "call of a package's function": () => {
      library.createSite("a"); // call of a package's function
    },
    "new of a component in the program's repository": () => {
      new WebService("a", { port: 0 } as never); // new of a component in the program's repository
    },
  };

  for (const [title, refuse] of Object.entries(refusals)) {
    it(`I25 names the line of the ${title}`, async () => {
      const direct = await failureOf(() => {
        refuse();
        return {};
      });
      expect(direct.message).to.include(at(title));
      const within = await failureOf(() => {
        new Shop(refuse);
        return {};
      });
      expect(within.message)
        .to.match(/^shop \(test:index:Group\): /)
        .and.include(at(title));
      expect(within.failures[0]?.source).to.include({ file });
    });
  }

  it("I25 names the line however deep a program's helpers are", async () => {
    const deep = (levels: number): void => {
      if (levels === 0) {
        new WebService("a", { port: 0 } as never); // deep
      } else {
        deep(levels - 1);
      }
    };
    const error = await failureOf(() => {
      deep(20);
      return {};
    });
    expect(error.message).to.include(at("deep"));
  });
});
