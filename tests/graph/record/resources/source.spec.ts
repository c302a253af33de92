import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { Service as KubernetesService } from "@pulumi/kubernetes/core/v1/service.js";
import type { ProviderResource } from "@pulumi/pulumi";
import { expect } from "chai";
import { record } from "#graph/record/record";
import { nodeNamed, recordWith } from "../../../support/record.ts";
import { Group, recordThings, Thing } from "../../../support/things.ts";

const FILE = "tests/graph/record/resources/source.spec.ts";
const LINES = readFileSync(new URL(import.meta.url), "utf8").split("\n");

/** The line of this file that ends with a mark. */
function lineOf(mark: string): number {
  return LINES.findIndex((line) => line.endsWith(`// ${mark}`)) + 1;
}

/** A component that is called as its Kubernetes child is. */
class Service extends Group {
  constructor(name: string, provider: ProviderResource) {
    super(name, {}, { providers: [provider] });
    new KubernetesService(name, {}, { parent: this }); // child of the same class name
  }
}

class Special extends Thing {}

class MoreSpecial extends Special {
  readonly extra = "kept";
}

class Built extends Thing {
  constructor(name: string, opts: ConstructorParameters<typeof Thing>[2]) {
    super(name, {}, opts);
  }
}

class Outer extends Group {
  constructor(name: string, provider: ProviderResource) {
    super(name, {}, { providers: [provider] });
    new Inner("inner", this); // inner component
  }
}

class Inner extends Group {
  constructor(name: string, parent: Group) {
    super(name, {}, { parent });
    new Thing("leaf", {}, { parent: this }); // leaf
  }
}

type Make = (type: typeof Thing, ...args: ConstructorParameters<typeof Thing>) => Thing;

describe("a recorded source position", () => {
  it("is the program's line where a library constructs the resource", async () => {
    const library = mkdtempSync(join(tmpdir(), "strata-library-"));
    const file = join(library, "node_modules/library/index.mjs");
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, "export const make = (Type, ...args) => new Type(...args);\n");
    try {
      const { make } = (await import(pathToFileURL(file).href)) as { make: Make };
      const graph = await recordThings((provider) => {
        make(Thing, "made", {}, { provider }); // by a library
        return {};
      });
      expect(nodeNamed(graph, "made").source).to.deep.include({ file: FILE, line: lineOf("by a library") });
    } finally {
      rmSync(library, { recursive: true });
    }
  });

  it("is the line and column of the constructing call, in a file relative to the root", async () => {
    const graph = await recordThings((provider) => {
      new Thing("thing", {}, { provider }); // plain
      return {};
    });
    const { source } = nodeNamed(graph, "thing");
    expect(source).to.deep.equal({ file: FILE, line: lineOf("plain"), column: 7 });
    expect(nodeNamed(graph, "tests-unit").source).to.equal(undefined);
  });

  it("is absolute without a root, and for a file outside the root", async () => {
    const program = () => {
      new Group("group");
      return {};
    };
    const names = { project: "tests", stack: "unit" };
    const path = new URL(import.meta.url).pathname;
    expect(nodeNamed(await record(program, names), "group").source?.file).to.equal(path);
    const elsewhere = await record(program, { ...names, root: "/somewhere/else" });
    expect(nodeNamed(elsewhere, "group").source?.file).to.equal(path);
    const folder = new URL(".", import.meta.url).pathname;
    expect(nodeNamed(await record(program, { ...names, root: folder }), "group").source?.file).to.equal(
      "source.spec.ts",
    );
  });

  it("of a subclass of a subclass is the program's, with and without a constructor of its own", async () => {
    const graph = await recordThings((provider) => {
      new MoreSpecial("inherited", {}, { provider }); // inherited
      new Built("built", { provider }); // built
      return {};
    });
    expect(nodeNamed(graph, "inherited").source).to.include({ file: FILE, line: lineOf("inherited") });
    expect(nodeNamed(graph, "built").source).to.include({ file: FILE, line: lineOf("built") });
  });

  it("of a component in a component is the outer one's line", async () => {
    const graph = await recordThings((provider) => {
      new Outer("outer", provider); // outer
      return {};
    });
    expect(nodeNamed(graph, "outer").source?.line).to.equal(lineOf("outer"));
    expect(nodeNamed(graph, "inner").source?.line).to.equal(lineOf("inner component"));
    expect(nodeNamed(graph, "leaf").source?.line).to.equal(lineOf("leaf"));
  });

  it("tells a component from the child whose class has the same name", async () => {
    const graph = await recordWith(({ kubernetes }) => {
      new Service("web", kubernetes); // service
      return {};
    });
    expect(nodeNamed(graph, "web", "test:index:Group").source?.line).to.equal(lineOf("service"));
    expect(nodeNamed(graph, "web", "kubernetes:core/v1:Service").source?.line).to.equal(
      lineOf("child of the same class name"),
    );
  });

  it("of a resource that a helper constructs is the helper's line", async () => {
    const helper = (name: string, provider: ProviderResource) => {
      return new Thing(name, {}, { provider }); // helper
    };
    const graph = await recordThings((provider) => {
      ["a", "b"].map((name) => helper(name, provider));
      return {};
    });
    expect(nodeNamed(graph, "a").source?.line).to.equal(lineOf("helper"));
    expect(nodeNamed(graph, "b").source?.line).to.equal(lineOf("helper"));
  });

  it("is found inside an apply and after an await", async () => {
    const graph = await recordThings(async (provider) => {
      const first = new Thing("first", { label: "x" }, { provider });
      await Promise.resolve();
      first.label.apply((label) => new Thing(`applied-${label}`, {}, { provider })); // applied
      return {};
    });
    expect(nodeNamed(graph, "applied-x").source?.line).to.equal(lineOf("applied"));
  });

  it("leaves the settings of stack traces alone", async () => {
    const { stackTraceLimit, prepareStackTrace } = Error;
    await recordThings(() => {
      new Group("group");
      expect(Error.stackTraceLimit).to.equal(stackTraceLimit);
      expect(Error.prepareStackTrace).to.equal(prepareStackTrace);
      return {};
    });
  });
});
