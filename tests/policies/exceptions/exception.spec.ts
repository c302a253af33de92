import { expect } from "chai";
import { PolicyContext } from "#policies/context";
import { type Exception, exceptionMatcher, hasExpired, pathOf } from "#policies/exceptions/exception";
import { graphOf, resource } from "../support/nodes.ts";

const system = resource("strata:workload:System", {}, { name: "backend" });
const service = resource("strata:workload:WebService", {}, { name: "api (v1.0)", parent: system });
const deployment = resource("kubernetes:apps/v1:Deployment", {}, { name: "deployment", parent: service });
const stack = new PolicyContext(graphOf([system, service, deployment]));

const exception = (given: Partial<Exception>): Exception => ({
  rule: "a-rule",
  stack: "howlerops-prod",
  resource: "backend",
  reason: "because",
  owner: "platform",
  expires: "2026-06-30",
  ...given,
});

function matches(pattern: string, node = deployment): boolean {
  return exceptionMatcher(exception({ resource: pattern })).resource(node, stack);
}

describe("exceptionMatcher", () => {
  it("tells a resource's path of names", () => {
    expect(pathOf(deployment, stack)).to.equal("backend/api (v1.0)/deployment");
  });

  const covered = [
    "backend",
    "backend/api (v1.0)",
    "backend/*/deployment",
    "**/deployment",
    "*",
    "**",
    deployment.urn,
  ];
  for (const pattern of [...covered, "urn:pulumi:*::deployment"]) {
    it(`covers by ${pattern}`, () => expect(matches(pattern)).to.equal(true));
  }
  for (const pattern of ["back", "deployment", "*/deployment", "backend/api (v1x0)", "urn:pulumi:test", ""]) {
    it(`does not cover by "${pattern}"`, () => expect(matches(pattern)).to.equal(false));
  }

  it("covers what lies below, not what lies above", () => {
    expect(matches("backend/api (v1.0)", system)).to.equal(false);
  });

  it("matches stacks as a whole", () => {
    const { stack: of } = exceptionMatcher(exception({ stack: "howlerops-*" }));
    expect([of("howlerops-dev"), of("nextjs-dev"), of("old-howlerops-dev")]).to.deep.equal([
      true,
      false,
      false,
    ]);
  });
});

describe("hasExpired", () => {
  it("counts the last day as valid", () => {
    const last = exception({ expires: "2026-06-30" });
    expect(["2026-06-29", "2026-06-30", "2026-07-01"].map((today) => hasExpired(last, today))).to.deep.equal([
      false,
      false,
      true,
    ]);
  });
});
