import { StatefulSet } from "@pulumi/kubernetes/apps/v1/statefulSet.js";
import { Provider } from "@pulumi/kubernetes/provider.js";
import { expect } from "chai";
import { serviceEndpoint } from "#components/core/link";
import { linkable } from "#components/core/linkable";
import { WebService } from "#components/workload/web-service";
import { program as dashboards } from "#docs/examples/deployments/dashboards";
import { program as forum } from "#docs/examples/deployments/forum";
import { program as social } from "#docs/examples/deployments/social";
import { checkStack } from "#testing/findings";
import { linksOf } from "#testing/network/links";
import { mayReach } from "#testing/network/reachability";
import { recordStack } from "#testing/record-stack";
import type { RecordedStack } from "#testing/stack";

const IMAGE = `ghcr.io/example/search@sha256:${"0".repeat(64)}`;
const DEPLOYMENT = "kubernetes:apps/v1:Deployment";
const JOB = "kubernetes:batch/v1:Job";

/** `web → postgres`, each once. */
const connections = (stack: RecordedStack) =>
  [...new Set(linksOf(stack).map(({ from, to }) => `${from} → ${to}`))].sort();

/** A workload's component: its children are registered after all that it depends on. */
const componentOf = (stack: RecordedStack, name: string) => {
  const [component] = stack.resources({ name }).filter(({ type }) => type.startsWith("strata:workload:"));
  if (!component) throw new Error(`no workload is called ${name}`);
  return component;
};

describe("deployments of other people's applications", () => {
  for (const [name, program] of Object.entries({ social, dashboards, forum })) {
    it(`H8 ${name}: breaks no rule`, async () => {
      const { findings } = checkStack(await recordStack(program));
      expect(findings.map(({ rule, message }) => `${rule}: ${message}`)).to.deep.equal([]);
    });
  }

  it("H8 social: every process reaches its data, and no process another", async () => {
    const stack = await recordStack(social);
    const rails = [
      "web",
      "sidekiq-default",
      "sidekiq-media",
      "sidekiq-scheduler",
      "media-cleanup",
      "migrate",
    ];
    expect(connections(stack)).to.deep.equal(
      [
        ...rails.flatMap((process) => ["media", "postgres", "redis"].map((data) => `${process} → ${data}`)),
        "streaming → postgres",
        "streaming → redis",
      ].sort(),
    );
    expect(mayReach(stack, "web", "10.40.0.3", 5432)).to.equal(true);
    expect(mayReach(stack, "streaming", "10.40.1.3", 6379)).to.equal(true);
    expect(mayReach(stack, "sidekiq-default", "web", 3000)).to.equal(false);
    expect(mayReach(stack, "web", "streaming", 4000)).to.equal(false);
    expect(mayReach(stack, "streaming", "93.184.216.34", 443)).to.equal(false);
  });

  it("H8 social: the scheduler is alone, also during a rollout, and everything follows the migration", async () => {
    const stack = await recordStack(social);
    const scheduler = stack.resource({ type: DEPLOYMENT, name: "sidekiq-scheduler" });
    expect(scheduler.input("spec.strategy.type")).to.equal("Recreate");
    expect(scheduler.input("spec.replicas")).to.equal(1);
    const migration = stack.resource({ type: JOB, name: "migrate" });
    for (const name of ["web", "streaming", "sidekiq-media"]) {
      expect(componentOf(stack, name).options.dependsOn, name).to.include(migration.urn);
    }
  });

  it("H8 dashboards: proxies start first, and the scheduler is one", async () => {
    const stack = await recordStack(dashboards);
    const web = stack.resource({ type: DEPLOYMENT, name: "web" });
    expect(
      [0, 1].map((index) => web.input(`spec.template.spec.initContainers[${index}].name`)),
    ).to.deep.equal(["pool-proxy", "translations"]);
    expect(web.input("spec.template.spec.initContainers[0].restartPolicy")).to.equal("Always");
    expect(stack.resource({ type: DEPLOYMENT, name: "beat" }).input("spec.strategy.type")).to.equal(
      "Recreate",
    );
    expect(connections(stack)).to.deep.equal(
      ["beat", "init", "web", "worker"].flatMap((each) => [`${each} → postgres`, `${each} → redis`]),
    );
  });

  it("H8 forum: one pod has the disk, and the second migration follows the rollout", async () => {
    const stack = await recordStack(forum);
    const web = stack.resource({ type: DEPLOYMENT, name: "web" });
    expect(web.input("spec.strategy.type")).to.equal("Recreate");
    const claim = stack.resource({ type: "kubernetes:core/v1:PersistentVolumeClaim", name: "web-uploads" });
    expect(claim.input("spec.resources.requests.storage")).to.equal("50Gi");
    expect(componentOf(stack, "post-migrate").options.dependsOn).to.include(web.urn);
    expect(componentOf(stack, "web").options.dependsOn).to.include(
      stack.resource({ type: JOB, name: "migrate" }).urn,
    );
  });

  it("H9 a raw StatefulSet stands beside strata's workloads, which link to it", async () => {
    const stack = await recordStack(() => {
      const provider = new Provider("cluster", { kubeconfig: "~/.kube/config" });
      const labels = { "app.kubernetes.io/name": "search" };
      const search = new StatefulSet(
        "search",
        {
          metadata: { name: "search", namespace: "shop" },
          spec: {
            serviceName: "search",
            selector: { matchLabels: labels },
            template: { metadata: { labels }, spec: { containers: [{ name: "search", image: IMAGE }] } },
          },
        },
        { provider },
      );
      const { host, port, protocol, peer } = serviceEndpoint({
        name: "search",
        namespace: "shop",
        port: 9200,
        protocol: "http",
      });
      const endpoint = linkable(search, { name: "search", host, port, protocol, peer });
      const web = { namespace: "shop", partOf: "shop", image: IMAGE, port: 8080, scaling: { replicas: 2 } };
      const resources = { requests: { cpu: "10m", memory: "64Mi" }, limits: { memory: "64Mi" } };
      new WebService("web", { ...web, resources, links: [endpoint] }, { provider });
    });
    expect(connections(stack)).to.deep.equal(["web → search"]);
    expect(
      mayReach(stack, "web", { namespace: "shop", labels: { "app.kubernetes.io/name": "search" } }, 9200),
    ).to.equal(true);
  });
});
