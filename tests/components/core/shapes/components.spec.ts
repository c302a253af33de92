import { globSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect } from "chai";
import { ArgumentError, argumentsOf } from "#components/core/arguments";
import { Zone } from "#components/edge/zone";
import { WebService, type WebServiceArgs } from "#components/workload/web-service";
import { documentFile } from "#tools/docs/component";
import { interfacesOf, parse } from "#tools/docs/declarations";
import { ROOT } from "#tools/docs/page";
import { failureOf } from "../../../support/refusals.ts";
import { BACKEND, construct } from "../../workload/fixtures.ts";

type Constructor = new (name: string, args: object) => object;

const components = (() => {
  const interfaces = interfacesOf(globSync("components/**/*.ts", { cwd: ROOT }).sort().map(parse));
  const files = globSync("components/*/*.ts", { cwd: ROOT }).sort();
  return files.flatMap((file) => documentFile(file, interfaces));
})();

/** What a check says of the arguments of a component. */
function refusalOf(component: string, args: unknown): string {
  try {
    argumentsOf(component, "it", args);
    return "";
  } catch (error) {
    expect(error).to.be.instanceOf(ArgumentError);
    return (error as Error).message;
  }
}

const misspelled: [string, object, string][] = [
  ["Zone", { rule: {} }, "rule is not an argument; did you mean rules?"],
  ["WebService", { prot: 3000 }, "prot is not an argument; did you mean port?"],
  [
    "WebService",
    { scaling: { minReplicas: 1, maxReplica: 3 } },
    "scaling.maxReplica is not an argument; did you mean maxReplicas?",
  ],
  ["WebService", { link: [] }, "link is not an argument; did you mean links?"],
  ["WebService", { metricPort: 9090 }, "metricPort is not an argument; did you mean metricsPort?"],
  ["WebService", { scalling: { replicas: 1 } }, "scalling is not an argument; did you mean scaling?"],
  [
    "WebService",
    { links: [{ name: "a", prot: 80 }] },
    "links[0].prot is not an argument; did you mean port?",
  ],
  [
    "PostgresDatabase",
    { availabilty: "zonal" },
    "availabilty is not an argument; did you mean availability?",
  ],
  [
    "PostgresDatabase",
    { replicas: { a: { teir: "x" } } },
    "replicas.a.teir is not an argument; did you mean tier?",
  ],
  ["LibsqlDatabase", { pol: { maxOpen: 1 } }, "pol is not an argument; did you mean pool?"],
  [
    "Zone",
    { records: { www: { type: "A", name: "www", contents: "192.0.2.1" } } },
    "records.www.contents is not an argument; did you mean content?",
  ],
  ["Bucket", { retention: { dayz: 3 } }, "retention.dayz is not an argument; did you mean days?"],
  ["nginxSite", { cachng: [] }, "cachng is not an argument; did you mean caching?"],
];

describe("arguments of components", () => {
  for (const [component, args, words] of misspelled) {
    it(`I20 refuses ${JSON.stringify(args)} of ${component}`, () => {
      expect(refusalOf(component, args)).to.contain(`${component} "it": `).and.to.contain(words);
    });
  }

  it("I20 names what is missing, and not what was misspelled", () => {
    const { port: _port, ...rest } = BACKEND;
    expect(refusalOf("WebService", rest)).to.equal('WebService "it": port is missing');
    expect(refusalOf("WebService", { ...rest, prot: 80 })).to.equal(
      'WebService "it": prot is not an argument; did you mean port?',
    );
    expect(refusalOf("WebService", undefined)).to.equal('WebService "it": its arguments are missing');
  });

  it("I20 lists what is known where nothing is near, and shows no object's contents", () => {
    const message = refusalOf("WebService", {
      ...BACKEND,
      scaling: { pods: { key: "planted-value" } },
      image: { token: "planted-value" },
    });
    expect(message).to.contain(
      "scaling.pods is not an argument; known are replicas, minReplicas, maxReplicas",
    );
    expect(message).to.contain("image is an object").and.not.to.contain("planted-value");
  });

  it("I20 refuses before anything else is read, with the program's line", async () => {
    const { scaling: _scaling, ...rest } = BACKEND;
    const message = await failureOf(
      construct({ ...rest, scalling: { replicas: 1 } } as Partial<WebServiceArgs>),
    );
    expect(message).to.contain('WebService "backend": scalling is not an argument');
    expect(message).not.to.contain("TypeError");
    expect(() => new WebService("a", { prot: 1 } as never)).to.throw(ArgumentError, "prot");
    expect(() => new Zone("a", { rule: {} } as never)).to.throw(ArgumentError, "rule");
  });

  it("I20 knows the components from their pages", () => {
    expect(components.length).to.be.greaterThan(40);
  });

  for (const { name, file } of components) {
    it(`I20 refuses names that ${name} does not have`, async () => {
      const module = (await import(pathToFileURL(join(ROOT, file)).href)) as Record<string, Constructor>;
      const Component = module[name] as Constructor;
      expect(() => new Component("it", { zzzz: 1 })).to.throw(
        ArgumentError,
        `${name} "it": zzzz is not an argument`,
      );
    });
  }
});
