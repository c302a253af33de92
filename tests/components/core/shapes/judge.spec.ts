import { output } from "@pulumi/pulumi";
import { expect } from "chai";
import { ShapeJudge } from "#components/core/shapes/judge";
import type { Shape } from "#components/core/shapes/shape";

/** A shape whose objects are written as members by name: `?` at the end if one may be missing, `*` for every other. */
type Written =
  | string
  | readonly ["values", ...string[]]
  | readonly ["list" | "either", ...Written[]]
  | Members;
interface Members {
  readonly [name: string]: Written;
}

function shapeOf(written: Written): Shape {
  if (typeof written === "string") {
    return written;
  }
  if (!isMembers(written)) {
    const [form, ...rest] = written;
    return (form === "values" ? written : [form, ...rest.map(shapeOf)]) as Shape;
  }
  const { "*": rest, ...members } = written;
  const own = Object.entries(members).map(([key, shape]) => [key.replace("?", ""), shapeOf(shape)] as const);
  const required = Object.keys(members).filter((key) => !key.endsWith("?"));
  const shape = ["object", Object.fromEntries(own), required] as const;
  return rest === undefined ? shape : [...shape, shapeOf(rest)];
}

function isMembers(written: Written): written is Members {
  return !Array.isArray(written) && typeof written === "object";
}

const TYPES: Readonly<Record<string, Written>> = {
  Scaling: ["either", { replicas: "plain" }, { minReplicas: "plain", maxReplicas: "plain", "up?": "Step" }],
  Step: { "pods?": "plain" },
  Peer: [
    "either",
    { kind: ["values", "pods"], labels: { "*": "plain" } },
    { kind: ["values", "cidr"], ranges: ["list", "plain"] },
  ],
  Tree: { name: "plain", "children?": ["list", "Tree"] },
  Key: ["either", { header: "plain" }, ["values", "address"]],
};
const judge = new ShapeJudge({
  arguments: {},
  types: Object.fromEntries(Object.entries(TYPES).map(([name, type]) => [name, shapeOf(type)])),
});

/** Kind and path of each mismatch. */
const found = (shape: Written, value: unknown) =>
  judge.mismatches(shapeOf(shape), value).map(({ kind, path }) => `${kind} ${path}`);

const rows: [string, Written, unknown, string[]][] = [
  ["what fits", { port: "plain", "name?": "plain" }, { port: 80 }, []],
  ["an unknown name", { port: "plain" }, { port: 80, prot: 80 }, ["unknown prot"]],
  ["a missing name", { port: "plain" }, {}, ["missing port"]],
  ["undefined in place of a value", { port: "plain" }, { port: undefined }, ["missing port"]],
  ["undefined under an unknown name", { "port?": "plain" }, { prot: undefined }, []],
  [
    "names in objects and lists",
    { a: ["list", "Tree"] },
    { a: [{ name: "x", children: [{ nam: 1 }] }] },
    ["unknown a[0].children[0].nam", "missing a[0].children[0].name"],
  ],
  [
    "names in maps",
    { zones: { "*": "Step" } },
    { zones: { "a-b": { pod: 1 }, c: {} } },
    ['unknown zones["a-b"].pod'],
  ],
  ["the first form", "Scaling", { replicas: 2 }, []],
  ["the second form", "Scaling", { minReplicas: 1, maxReplicas: 2, up: { pods: 1 } }, []],
  [
    "names of both forms, as the compiler does",
    "Scaling",
    { replicas: 2, minReplicas: 1, maxReplicas: 2 },
    [],
  ],
  [
    "the form that was meant",
    "Scaling",
    { minReplicas: 1, maxReplica: 2 },
    ["unknown maxReplica", "missing maxReplicas"],
  ],
  [
    "names in the form that was meant",
    "Scaling",
    { minReplicas: 1, maxReplicas: 2, up: { pod: 1 } },
    ["unknown up.pod"],
  ],
  ["the form that a value tells", "Peer", { kind: "cidr", ranges: ["10.0.0.0/8"] }, []],
  [
    "names of another form than the value tells",
    "Peer",
    { kind: "cidr", labels: {} },
    ["unknown labels", "missing ranges"],
  ],
  ["a value that tells no form", "Peer", { kind: "host", labels: {} }, ["other kind"]],
  ["a value besides objects", "Key", "address", []],
  ["a wrong value besides objects", "Key", "adress", ["other "]],
  ["another kind of value", { links: ["list", "plain"] }, { links: {} }, ["other links"]],
  ["an object in place of a string", { name: "plain" }, { name: { a: 1 } }, ["other name"]],
  ["null in place of an object", { step: "Step" }, { step: null }, ["other step"]],
  ["a string in place of a flag", { protect: "boolean" }, { protect: "no" }, ["other protect"]],
  ["what is not judged", { given: "any" }, { given: { whatever: [1] } }, []],
  ["an Output", { port: "plain", step: "Step" }, { port: output(1), step: output({ pod: 1 }) }, []],
  ["a promise", { step: "Step" }, { step: Promise.resolve({}) }, []],
  [
    "an instance of a class",
    { step: "Step" },
    {
      step: new (class Odd {
        pod = 1;
      })(),
    },
    [],
  ],
  [
    "an object without a prototype",
    { step: "Step" },
    { step: Object.assign(Object.create(null), { pod: 1 }) },
    ["unknown step.pod"],
  ],
];

describe("shapes of arguments", () => {
  for (const [title, shape, value, expected] of rows) {
    it(`I20 judge ${title}`, () => {
      expect(found(shape, value)).to.deep.equal(expected);
    });
  }
});
