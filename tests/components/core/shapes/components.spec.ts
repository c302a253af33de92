import { globSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect } from "chai";
import { ArgumentError, argumentsOf } from "#components/core/arguments";
import { linkable } from "#components/core/linkable";
import { cached } from "#components/edge/rules/caching/cache";
import { fontCors } from "#components/edge/rules/responses/cors";
import { redirect } from "#components/edge/rules/responses/redirect";
import { managedFirewall } from "#components/edge/rules/security/firewall";
import { rateLimit } from "#components/edge/rules/security/limit";
import { Zone } from "#components/edge/zone";
import { podAlerts } from "#components/observability/alerts/pods";
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

const functions: [string, () => unknown, string][] = [
  [
    "redirect",
    () => redirect({ path: "/a", to: "/b", state: 302 } as never),
    "redirect: state is not an argument; did you mean status?",
  ],
  [
    "rateLimit",
    () => rateLimit({ requests: 5, period: 60 } as never),
    "rateLimit: period is not an argument; known are",
  ],
  [
    "cached",
    () => cached({ lifetime: { browserSecond: 1 } } as never),
    "lifetime.browserSecond is not an argument; did you mean browserSeconds?",
  ],
  [
    "fontCors",
    () => fontCors({ host: ["a"] } as never),
    "fontCors: match.host is not an argument; did you mean hosts?",
  ],
  [
    "managedFirewall",
    () => managedFirewall({ sensitvity: "low" } as never),
    "managedFirewall: sensitvity is not an argument; did you mean sensitivity?",
  ],
  [
    "podAlerts",
    () => podAlerts({ namespaces: "shop" } as never),
    "podAlerts: namespaces is not an argument; did you mean namespace?",
  ],
  [
    "linkable",
    () => linkable({} as never, { name: "a", prot: 1 } as never),
    "linkable: prot is not an argument; did you mean port?",
  ],
];

describe("arguments of functions", () => {
  for (const [name, call, words] of functions) {
    it(`I20 are refused by name: ${name}`, () => {
      expect(call).to.throw(ArgumentError, words);
    });
  }
});

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
