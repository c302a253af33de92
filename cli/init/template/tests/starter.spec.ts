import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createProgram } from "#infra/program";
import { checkStack, edgeDecision, mayReach, recordStack } from "#testing/index";
import { starter } from "../stacks/starter/starter.ts";

const program = createProgram({ systems: { starter } });

/** Plans the system with settings of the test's own. */
function plan(environment: string) {
  return recordStack(program, {
    stack: `starter-${environment}`,
    config: {
      "pulumi:disable-default-providers": ["*"],
      "strata:system": "starter",
      "strata:environment": environment,
      "strata:domain": "starter.example",
      "strata:cloudflare": { accountId: "0123456789abcdef0123456789abcdef", plan: "pro" },
      "strata:google": { project: "starter-example", projectNumber: "123456789012" },
      "strata:regions": { "us-central1": { nodes: { machineType: "e2-medium", min: 2, max: 4 } } },
      "strata:contact": "platform@starter.example",
      "strata:rotationEpoch": "2026-11-01",
      "strata:limits": { api: { requests: 600, periodSeconds: 60 } },
      "strata:web": {
        image: `us-central1-docker.pkg.dev/starter-example/images/web@sha256:${"0".repeat(64)}`,
        scaling: { minReplicas: 2, maxReplicas: 4 },
      },
    },
  });
}

describe("starter", () => {
  it("breaks no rule", async () => {
    assert.deepEqual(checkStack(await plan("prod")).findings, []);
  });

  it("is reachable through the ingress only, its metrics by Prometheus", async () => {
    const stack = await plan("prod");
    assert.equal(mayReach(stack, "192.0.2.1", "web", 8080), false);
    assert.equal(mayReach(stack, "prometheus", "web", 9100), true);
  });

  it("caches assets at the edge, and nothing of the API", async () => {
    const stack = await plan("prod");
    assert.equal(edgeDecision(stack, "GET /assets/app.js").cache?.stored, true);
    assert.equal(edgeDecision(stack, "GET /api/me").cache?.stored, false);
  });

  it("is protected in production only", async () => {
    const zone = { type: "cloudflare:index/zone:Zone" };
    assert.equal((await plan("prod")).resource(zone).options.protect, true);
    assert.equal((await plan("dev")).resource(zone).options.protect, false);
  });
});
