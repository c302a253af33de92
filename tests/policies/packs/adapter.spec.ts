import { createRequire } from "node:module";
import type { PolicyResource, ResourceValidationArgs } from "@pulumi/policy";
import { asset } from "@pulumi/pulumi";
import { expect } from "chai";
import type { Node } from "#graph/model";
import { cachedApi } from "#policies/cloudflare/rulesets/cached-api";
import type { Exception } from "#policies/exceptions/exception";
import { disruptionBudget } from "#policies/kubernetes/availability/disruption-budget";
import { readOnlyRoot } from "#policies/kubernetes/pod/read-only-root";
import { type PackOptions, policiesOf } from "#policies/packs/adapter";
import { fromEngine } from "#policies/packs/values";
import type { Rule } from "#policies/rule";
import { danglingLink } from "#policies/topology/dangling-link";
import { resource } from "../support/nodes.ts";
import { idOf, published } from "../support/topology.ts";
import { container } from "../support/workloads.ts";
import { ruleset } from "../support/zones.ts";

// Exported by the library but left out of its declarations.
const require = createRequire(import.meta.url);
const { unknownCheckingProxy, UnknownValueError }: PolicyLibrary = require("@pulumi/policy");
interface PolicyLibrary {
  unknownCheckingProxy<T>(properties: T): T;
  UnknownValueError: new () => Error;
}
const UNKNOWN_TEXT = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

const service = resource("strata:workload:WebService", {}, { name: "api" });
const writable = { ...container({ "securityContext.readOnlyRootFilesystem": false }), parent: service.urn };

const exception: Exception = {
  rule: readOnlyRoot.id,
  stack: "test",
  resource: "api",
  reason: "it writes beside its program",
  owner: "platform",
  expires: "2026-06-30",
};

const NONE: PackOptions = { exceptions: [], today: "2026-06-30" };

function argsOf(node: Node): PolicyResource & ResourceValidationArgs {
  const opts = { protect: node.protect, ignoreChanges: [], aliases: [], additionalSecretOutputs: [] };
  const parent = node.parent === undefined ? {} : { parent: node.parent };
  const unused = () => {
    throw new Error("not used by rules");
  };
  const shared = {
    type: node.type,
    name: node.name,
    urn: node.urn,
    props: unknownCheckingProxy({ ...node.inputs }),
    opts: { ...opts, ...parent, customTimeouts: { createSeconds: 0, updateSeconds: 0, deleteSeconds: 0 } },
    stackTags: new Map(),
    dependencies: [],
    propertyDependencies: {},
    isType: unused,
    asType: unused,
    getConfig: unused,
    notApplicable: unused,
  };
  return node.parent === service.urn ? { ...shared, parent: argsOf(service) } : shared;
}

/** What a rule's policy reports when the engine shows it these resources, parents first. */
function reported(rule: Rule, nodes: readonly Node[], options = NONE): string[] {
  const messages: string[] = [];
  const report = (message: string, urn?: string) => messages.push(`${urn?.split("::").at(-1)}: ${message}`);
  const [policy] = policiesOf([rule], options);
  if (policy && "validateStack" in policy) {
    policy.validateStack({ ...argsOf(service), resources: nodes.map(argsOf) }, report);
  } else if (typeof policy?.validateResource === "function") {
    for (const node of nodes) {
      policy.validateResource(argsOf(node), report);
    }
  }
  return messages;
}

const SAYS = [
  'api: container "api" can write to its root filesystem [spec.template.spec.containers[0].securityContext.readOnlyRootFilesystem]',
];

describe("policiesOf", () => {
  it("reports what a rule over one resource finds", () => {
    expect(reported(readOnlyRoot, [service, writable])).to.deep.equal(SAYS);
  });

  it("reports what a rule over the stack finds", () => {
    expect(reported(disruptionBudget, [service, writable])).to.deep.equal([
      "api: no disruption budget selects the pods [spec.template.metadata.labels]",
    ]);
  });

  it("shows rules over the stack what components publish, and tells what of it is not known yet", () => {
    const [policy] = policiesOf([danglingLink], NONE);
    const [web] = published("web", { links: [idOf("api", "http")] });
    const judged = (to: string) => {
      const messages: string[] = [];
      if (web && policy && "validateStack" in policy) {
        const args = argsOf(web);
        const links = [{ from: web.urn, to, name: "api" }];
        const props = unknownCheckingProxy({ links });
        policy.validateStack({ ...args, resources: [{ ...args, props }] }, (message) =>
          messages.push(message),
        );
      }
      return messages;
    };
    expect(judged(idOf("api", "http"))).to.deep.equal([
      'the link to "api" leads nowhere: there is no urn:pulumi:test::strata::strata:workload:WebService::api [links[0]]',
    ]);
    expect(judged("urn:pulumi:data::shop::a:b:C::api#http")).to.deep.equal([]);
    expect(() => judged(UNKNOWN_TEXT)).to.throw(UnknownValueError);
  });

  it("leaves out what is excepted by the path of its parents", () => {
    const options = { ...NONE, exceptions: [exception] };
    expect(reported(readOnlyRoot, [service, writable], options)).to.deep.equal([]);
    const forStack = { ...exception, rule: disruptionBudget.id, resource: "api/api" };
    expect(
      reported(disruptionBudget, [service, writable], { ...NONE, exceptions: [forStack] }),
    ).to.deep.equal([]);
  });

  it("reads inputs where the engine has no outputs yet, as before a cluster exists", () => {
    const messages: string[] = [];
    const [alone, overStack] = policiesOf([readOnlyRoot, disruptionBudget], NONE);
    const [args, deployment] = [argsOf(service), argsOf(writable)];
    if (
      alone &&
      "validateResource" in alone &&
      typeof alone.validateResource === "function" &&
      overStack &&
      "validateStack" in overStack
    ) {
      alone.validateResource(deployment, () => {});
      overStack.validateStack({ ...args, resources: [{ ...deployment, props: {} }] }, (message) =>
        messages.push(message),
      );
    }
    expect(messages).to.deep.equal(["no disruption budget selects the pods [spec.template.metadata.labels]"]);
  });

  for (const [why, changes, today] of [
    ["has expired", {}, "2026-07-01"],
    ["is for another rule", { rule: "other" }, "2026-06-30"],
    ["is for another stack", { stack: "other" }, "2026-06-30"],
    ["is for another resource", { resource: "web" }, "2026-06-30"],
  ] as const) {
    it(`reports what an exception covers that ${why}`, () => {
      const options = { today, exceptions: [{ ...exception, ...changes }] };
      expect(reported(readOnlyRoot, [service, writable], options)).to.deep.equal(SAYS);
    });
  }

  it("fails with the engine's own error on an unknown value, after all violations", () => {
    const messages: string[] = [];
    const [policy] = policiesOf([readOnlyRoot], NONE);
    const hidden = container({ "securityContext.readOnlyRootFilesystem": UNKNOWN_TEXT });
    const run = () =>
      policy && "validateResource" in policy && typeof policy.validateResource === "function"
        ? policy.validateResource(argsOf(hidden), (message) => messages.push(message))
        : undefined;
    expect(run).to.throw(
      UnknownValueError,
      ".spec.template.spec.containers.0.securityContext.readOnlyRootFilesystem can't be known during preview",
    );
    expect(messages).to.deep.equal([]);
  });

  it("fails in the same way on a known value that no rule can judge", () => {
    const [policy] = policiesOf([cachedApi], NONE);
    const rules = [
      { action: "set_cache_settings", expression: "ip.src in $office", actionParameters: { cache: true } },
    ];
    const unjudged = ruleset("http_request_cache_settings", rules);
    const run = () =>
      policy && "validateStack" in policy
        ? policy.validateStack({ ...argsOf(service), resources: [argsOf(unjudged)] }, () => undefined)
        : undefined;
    expect(run).to.throw(UnknownValueError, "rules[0].expression can't be known during preview");
  });

  it("leaves a value alone that no rule reads", () => {
    const hidden = container({ image: UNKNOWN_TEXT });
    expect(reported(readOnlyRoot, [hidden])).to.deep.equal([]);
  });
});

describe("fromEngine", () => {
  it("keeps null and drops what is no data", () => {
    expect(fromEngine({ a: null, b: () => 1 }).values).to.deep.equal({ a: null });
  });

  it("keeps plain values, and marks assets", () => {
    const { values } = fromEngine({
      a: [1, null, { b: "c" }],
      d: undefined,
      e: new asset.StringAsset("text"),
    });
    expect(values).to.deep.equal({ a: [1, null, { b: "c" }], e: { $asset: "" } });
  });

  it("marks each unknown member, and keeps the engine's error for it", () => {
    const { values, unknowns } = fromEngine(unknownCheckingProxy({ a: [UNKNOWN_TEXT, "known"] }));
    expect(values).to.deep.equal({ a: [{ $unknown: true }, "known"] });
    expect([...unknowns.values()].map((error) => error.constructor)).to.deep.equal([UnknownValueError]);
  });
});
