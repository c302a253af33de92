import { CronJob } from "@pulumi/kubernetes/batch/v1/cronJob.js";
import { Pod } from "@pulumi/kubernetes/core/v1/pod.js";
import { Service } from "@pulumi/kubernetes/core/v1/service.js";
import { Release } from "@pulumi/kubernetes/helm/v3/release.js";
import { interpolate } from "@pulumi/pulumi";
import { expect } from "chai";
import { imagesOf } from "#cli/images/images";
import { parseReference } from "#cli/images/reference";
import { strata } from "../../support/project.ts";
import { recordWith } from "../../support/record.ts";

const DIGEST = `sha256:${"a".repeat(64)}`;

describe("strata images", () => {
  it("reads references as runtimes do", () => {
    const cases: [string, string, string, string | undefined, string | undefined][] = [
      ["nginx", "docker.io", "nginx", undefined, undefined],
      ["grafana/grafana:13.2.0", "docker.io", "grafana/grafana", "13.2.0", undefined],
      ["localhost:5000/app", "localhost:5000", "app", undefined, undefined],
      [`ghcr.io/example/api:1.2@${DIGEST}`, "ghcr.io", "example/api", "1.2", DIGEST],
    ];
    for (const [reference, registry, repository, tag, digest] of cases) {
      expect(parseReference(reference), reference).to.deep.equal({ registry, repository, tag, digest });
    }
  });

  it("finds images of pods and jobs, init containers included, once with all who use them", async () => {
    const graph = await recordWith(({ kubernetes: provider }) => {
      const init = { name: "init", image: "busybox:1.37" };
      const spec = { initContainers: [init], containers: [{ name: "api", image: "example/api:1" }] };
      new Pod("api", { spec }, { provider });
      const template = {
        spec: { containers: [{ name: "dump", image: "busybox:1.37" }], restartPolicy: "Never" },
      };
      new CronJob(
        "dump",
        { spec: { schedule: "0 * * * *", jobTemplate: { spec: { template } } } },
        { provider },
      );
      return {};
    });
    const { images, unknown } = imagesOf([graph]);
    expect(unknown).to.deep.equal([]);
    expect(
      images.map(({ repository, tag, usedBy }) => [
        repository,
        tag,
        usedBy.map(({ container }) => container),
      ]),
    ).to.deep.equal([
      ["busybox", "1.37", ["init", "dump"]],
      ["example/api", "1", ["api"]],
    ]);
  });

  it("says what it does not know: values of the cloud, charts that are not recorded, other versions", async () => {
    const graph = await recordWith(({ kubernetes: provider }) => {
      const service = new Service("registry", { spec: { ports: [{ port: 80 }] } }, { provider });
      const image = interpolate`${service.spec.clusterIP}/api:1`;
      new Pod("api", { spec: { containers: [{ name: "api", image }] } }, { provider });
      new Release("redis", { chart: "oci://example.com/charts/redis", version: "1.0.0" }, { provider });
      new Release("issuer", { chart: "cert-manager", version: "v9.0.0" }, { provider });
      return {};
    });
    const { images, unknown } = imagesOf([graph]);
    expect(images).to.deep.equal([]);
    expect(
      unknown.map(({ component, container, reason }) => [component, container, reason]),
    ).to.deep.include.members([
      ["api", "api", "known after apply"],
      ["redis", "", "the chart is not recorded"],
      [
        "issuer",
        "cert-manager/cert-manager-controller",
        "quay.io/jetstack/cert-manager-controller, tag of chart version v9.0.0 not recorded (v1.21.2 is)",
      ],
    ]);
  });

  it("lists all of a stack's charts, in text and JSON", async () => {
    const { code, out } = await strata(["images", "howlerops-prod"]);
    expect(code).to.equal(0);
    for (const word of ["quay.io", "jetstack/cert-manager-webhook  v1.21.2", "grafana/grafana  13.2.0"]) {
      expect(out).to.contain(word);
    }
    expect(out).to.match(/\d+ images · \d+ registries · \d+ without a digest · \d+ unknown\n$/);
    const json = await strata(["images", "howlerops-prod", "nextjs-prod", "--json"]);
    const { version, images } = JSON.parse(json.out) as {
      version: number;
      images: { usedBy: { stack: string; kind: string }[] }[];
    };
    expect(version).to.equal(1);
    const users = images.flatMap(({ usedBy }) => usedBy);
    expect(new Set(users.map(({ stack }) => stack))).to.deep.equal(
      new Set(["howlerops-prod", "nextjs-prod"]),
    );
    // The ingress controller's version is not the recorded one.
    expect(users.map(({ kind }) => kind)).to.include.members([
      "chart cert-manager",
      "chart external-secrets",
      "chart kube-prometheus-stack",
    ]);
  });

  it("ends with 2 for a stack that does not exist", async () => {
    expect((await strata(["images", "nowhere-prod"])).code).to.equal(2);
  });
});
