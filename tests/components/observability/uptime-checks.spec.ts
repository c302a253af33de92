import { expect } from "chai";
import { UptimeChecks, type UptimeChecksArgs } from "#components/observability/uptime-checks";
import { isRecord } from "#graph/model";
import { childrenOf, nodeNamed, recordWith } from "../../support/record.ts";
import { type Mistake, refusesBeforeRegistering } from "../../support/refusals.ts";

const CHECK = "gcp:monitoring/uptimeCheckConfig:UptimeCheckConfig";
const POLICY = "gcp:monitoring/alertPolicy:AlertPolicy";
const CHANNEL = "gcp:monitoring/notificationChannel:NotificationChannel";

const ARGS: UptimeChecksArgs = {
  project: "shop-prod",
  checks: { site: { host: "shop.example" }, api: { host: "api.shop.example", path: "/health" } },
  emails: { contact: "ops@shop.example" },
  runbooks: "https://docs.shop.example/runbooks",
};

function recorded(changes: Partial<UptimeChecksArgs> = {}) {
  return recordWith(({ gcp }) => {
    new UptimeChecks("outside", { ...ARGS, ...changes }, { provider: gcp });
    return {};
  });
}

describe("UptimeChecks", () => {
  it("E3 requests each host from outside, and tells somebody when it fails from two places", async () => {
    const graph = await recorded();
    expect(childrenOf(graph, "outside", "strata:observability:UptimeChecks")).to.have.members([
      `${CHANNEL} outside-contact`,
      `${CHECK} outside-site`,
      `${CHECK} outside-api`,
      `${POLICY} outside-site`,
      `${POLICY} outside-api`,
    ]);
    expect(nodeNamed(graph, "outside-api", CHECK).inputs).to.deep.include({
      period: "60s",
      monitoredResource: {
        type: "uptime_url",
        labels: { project_id: "shop-prod", host: "api.shop.example" },
      },
      httpCheck: { path: "/health", port: 443, useSsl: true, validateSsl: true },
    });
    const policy = nodeNamed(graph, "outside-api", POLICY);
    expect(policy.inputs["notificationChannels"]).to.have.length(1);
    expect(policy.dependencies).to.include.members([
      nodeNamed(graph, "outside-contact", CHANNEL).urn,
      nodeNamed(graph, "outside-api", CHECK).urn,
    ]);
    const [condition] = policy.inputs["conditions"] as unknown[];
    expect(isRecord(condition as never) && condition).to.have.property("conditionThreshold");
    expect(JSON.stringify(condition))
      .to.match(/"thresholdValue":1[,}]/)
      .and.to.include("REDUCE_COUNT_FALSE");
  });

  it("tells existing channels as well", async () => {
    const channels = ["projects/shop-prod/notificationChannels/1"];
    const graph = await recorded({ channels, emails: {} });
    expect(nodeNamed(graph, "outside-site", POLICY).inputs["notificationChannels"]).to.deep.equal(channels);
  });

  const mistakes: Mistake<Partial<UptimeChecksArgs>>[] = [
    ["no checks", { checks: {} }, "checks is {}; allowed are at least one check"],
    ["a URL", { checks: { site: { host: "https://shop.example" } } }, 'checks.site.host is "https://'],
    ["a path without a slash", { checks: { site: { host: "a.example", path: "x" } } }, "checks.site.path"],
    ["nobody to tell", { emails: {} }, "emails is {}; allowed are at least one address, or channels"],
    ["a project's number", { project: "123456789012" }, "allowed are project ids"],
  ];
  refusesBeforeRegistering(
    ["UptimeChecks", "outside"],
    mistakes,
    (changes, provider) => new UptimeChecks("outside", { ...ARGS, ...changes }, { provider }),
  );
});
