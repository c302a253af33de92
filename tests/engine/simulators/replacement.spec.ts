import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import type { Node } from "#graph/model";
import { factsOf } from "#models/provider-facts/facts";
import { replacementOf } from "#models/provider-facts/replacement";
import { goldenStacks } from "../../stacks/golden.ts";
import { stackGraph } from "../../support/stacks.ts";
import type { Wire, WireRecord } from "../provider/wire.ts";
import { isPlain } from "../provider/wire.ts";
import { Cloud } from "./cloud/cloud.ts";
import { cloudflare } from "./cloudflare/cloudflare.ts";
import { googleCloud } from "./gcp/gcp.ts";
import { type Path, places, stepsOf } from "./rules/paths.ts";
import { shapesOf } from "./sdk/shapes.ts";
import { Simulator } from "./simulator.ts";

/** Deletion leaves it, so that nothing else can have its name: a key is protected wherever it matters. */
const BURNED: ReadonlySet<string> = new Set(["gcp:kms/cryptoKey:CryptoKey"]);

/** A property with a single value: no program can change it. */
const ONE_VALUE: ReadonlySet<string> = new Set([
  "gcp:compute/globalForwardingRule:GlobalForwardingRule networkTier",
]);

/** A resource of a stack, and a property of it whose change replaces it. */
interface Replaced {
  readonly node: Node;
  readonly path: Path;
  /** Whether it replaces only in some cases. */
  readonly conditional: boolean;
}

/** What became of the resource: `replaced`, or the words of a refusal. */
interface Outcome {
  readonly type: string;
  /** Type and property. */
  readonly key: string;
  readonly result: string;
}

const REPLACED = "replaced";

/** Each type that the stacks create outside their cluster, with each replacing property that a resource sets. */
async function replacedProperties(): Promise<Map<string, Replaced>> {
  const found = new Map<string, Replaced>();
  for (const stack of goldenStacks()) {
    const { nodes } = await stackGraph(stack);
    for (const node of nodes.filter(({ type, read }) => /^(cloudflare|gcp):/.test(type) && !read)) {
      const { replace = [], replaceIf = {} } = factsOf(node.type) ?? {};
      for (const pattern of [...replace, ...Object.keys(replaceIf)]) {
        for (const { path } of places(stepsOf(pattern), plain(node.inputs) ?? {})) {
          const key = `${node.type} ${pattern}`;
          if (!found.has(key)) {
            found.set(key, { node, path, conditional: pattern in replaceIf });
          }
        }
      }
    }
  }
  return found;
}

/** Inputs with words for what only the cloud knows, and without the resource's own protection. */
function plain(value: unknown, name = "value"): Wire | undefined {
  if (Array.isArray(value)) {
    return value.map((item, at) => plain(item, `${name}-${at}`) ?? null);
  }
  if (typeof value !== "object" || value === null) {
    return /^deletionProtection/.test(name) ? false : name === "deletionPolicy" ? "DELETE" : (value as Wire);
  }
  if ("$secret" in value) {
    // Meets password policies.
    return `Some-${name}-1`;
  }
  if ("$unknown" in value) {
    return `some-${name}`;
  }
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item, key) ?? null]));
}

/** Another value of the same kind; an alias for an address, and the other way. */
function other(value: Wire): Wire {
  if (typeof value === "string") {
    const range = /^\d+\.\d+\.\d+\.\d+\/\d+$/.test(value) ? "192.168.0.0/24" : undefined;
    return { A: "CNAME", CNAME: "A" }[value] ?? range ?? `${value}x`;
  }
  if (Array.isArray(value)) {
    return value.map(other);
  }
  if (isPlain(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, other(item)]));
  }
  return typeof value === "number" ? value + 1 : !value;
}

function withChange(value: Wire, [step, ...rest]: Path): Wire {
  if (step === undefined) {
    return other(value);
  }
  if (Array.isArray(value)) {
    return value.map((item, at) => (at === step ? withChange(item, rest) : item));
  }
  return isPlain(value) ? { ...value, [step]: withChange(value[String(step)] ?? null, rest) } : value;
}

function withoutNotes(inputs: WireRecord): WireRecord {
  return Object.fromEntries(Object.entries(inputs).filter(([key]) => !key.startsWith("__")));
}

describe("a resource whose replacing property changes", () => {
  let folder: string;
  let cloud: Cloud;
  let simulators: Readonly<Record<string, Simulator>>;
  let replaced: ReadonlyMap<string, Replaced>;

  before(async () => {
    replaced = await replacedProperties();
  });

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "strata-cloud-"));
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** Replaces a resource as the engine does, and returns what became of it. Fails with a refusal. */
  async function replace(
    { node, path, conditional }: Replaced,
    deletesFirst: (provider: boolean) => boolean,
  ): Promise<string> {
    const { type, name, urn } = node;
    const subject = { type, name, urn };
    const simulator = simulators[type.split(":")[0] ?? ""] ?? expect.fail(type);
    const check = async (news: WireRecord) =>
      (await simulator.check({ ...subject, olds: {}, news, randomSeed: randomBytes(8) })).inputs;
    const given = plain(node.inputs) as WireRecord;
    const oldInputs = await check(given);
    const made = await simulator.create({ ...subject, inputs: oldInputs, preview: false, timeoutSeconds: 0 });
    const news = withChange(given, path) as WireRecord;
    const state = { ...subject, id: made.id, olds: made.outputs, oldInputs };
    const diff = await simulator.diff({ ...state, news: { ...oldInputs, ...news }, ignoreChanges: [] });
    if (!diff.replaces?.length) {
      return conditional ? REPLACED : "not replaced";
    }
    const inputs = await check(news);
    const create = () => simulator.create({ ...subject, inputs, preview: false, timeoutSeconds: 0 });
    const remove = () => simulator.delete({ ...state, timeoutSeconds: 0 });
    const steps = deletesFirst(diff.deleteBeforeReplace ?? false) ? [remove, create] : [create, remove];
    for (const step of steps) {
      await step();
    }
    const wanted = JSON.stringify(withoutNotes(inputs));
    return cloud.ofType(type).some((object) => JSON.stringify(object.inputs) === wanted) ? REPLACED : "lost";
  }

  /** What becomes of each property's resource, in the order that is asked for. */
  async function outcomes(deletesFirst: (node: Node, provider: boolean) => boolean): Promise<Outcome[]> {
    const results: Outcome[] = [];
    for (const [key, each] of replaced) {
      cloud = new Cloud(join(folder, `${results.length}.sqlite`));
      const [google, edge] = [shapesOf("gcp"), shapesOf("cloudflare")];
      // What a resource refers to is not there, and not what is asked here.
      const alone = { references: () => [] };
      simulators = {
        gcp: new Simulator(cloud, google, { ...googleCloud(google), ...alone }),
        cloudflare: new Simulator(cloud, edge, { ...cloudflare(edge), ...alone }),
      };
      const args = { project: "p", region: "us-central1", zone: "us-central1-a" };
      await simulators["gcp"]?.configure({ args });
      const order = (provider: boolean) => deletesFirst(each.node, provider);
      const result = await replace(each, order).catch((error: unknown) => String(error));
      results.push({ type: each.node.type, key, result });
      cloud.close();
    }
    return results;
  }

  it("C1 is replaced, whatever its type and property, in the order that the program states", async () => {
    const results = await outcomes(({ settings }, provider) => settings.deleteBeforeReplace ?? provider);
    expect(results.length).to.be.greaterThan(140);
    const wrong = results.filter(
      ({ type, key, result }) => result !== REPLACED && !BURNED.has(type) && !ONE_VALUE.has(key),
    );
    expect(wrong.map(({ key, result }) => `${key}: ${result}`)).to.deep.equal([]);
  });

  it("C1 is refused beside the old one, if its type is one that is deleted first", async () => {
    const results = await outcomes(() => false);
    const refused = results.filter(({ result }) => result.startsWith("ProviderError"));
    const due = results.filter(({ type }) => replacementOf(type)?.order === "delete-first");
    const types = [...new Set(due.map(({ type }) => type))];
    expect(types.length).to.be.greaterThan(2);
    expect(refused.map(({ type }) => type)).to.include.members(types);
  });

  it("has a name that nothing else can take, if deletion leaves it", async () => {
    const results = await outcomes(() => true);
    const burned = results.filter(({ type, result }) => BURNED.has(type) && result !== REPLACED);
    expect(new Set(burned.map(({ type }) => type))).to.deep.equal(BURNED);
  });
});
