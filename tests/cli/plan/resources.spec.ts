import { expect } from "chai";
import { strata } from "../../support/project.ts";

describe("strata plan --resources", () => {
  let plan: string;

  before(async () => {
    plan = (await strata(["plan", "howlerops-prod", "--resources"])).out;
  });

  it("shows what matters of each resource below its component", () => {
    expect(plan).to.match(/^ {4}cloudflare ZoneSetting edge-ssl {2}settingId ssl · value strict$/m);
    expect(plan).to.match(
      /^ {4}cloudflare Ruleset edge-firewall {2}phase http_request_firewall_custom · rules \d entries$/m,
    );
    expect(plan).to.match(
      /^ {4}kubernetes HorizontalPodAutoscaler backend {2}minReplicas \d · maxReplicas \d+$/m,
    );
  });

  it("marks what is protected", () => {
    expect(plan).to.match(
      /^ {4}cloudflare Zone edge-domain {2}name sql-studio\.app · type full {2}protected$/m,
    );
  });

  it("counts resources in each layer and component, and in all", () => {
    const numbers = (pattern: RegExp) => [...plan.matchAll(pattern)].map(([, number]) => Number(number));
    const [total] = numbers(/^ {2}(\d+) resources {2}/gm);
    expect(numbers(/^[A-Z]+ {2,}(\d+) resources?$/gm).reduce((sum, number) => sum + number)).to.equal(total);
    expect(numbers(/^ {2}\S+ {2}[A-Z]\w+ {2,}(\d+)$/gm).reduce((sum, number) => sum + number)).to.equal(
      total,
    );
  });

  it("says how many findings there are; the numbers of rules belong to a check", () => {
    expect(plan).to.match(/\n {2}findings {2,}0 errors · 0 warnings · 0 waived\n$/);
  });
});
