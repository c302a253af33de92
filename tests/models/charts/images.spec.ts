import { expect } from "chai";
import { admits, chartImageSources } from "#models/charts/images";

describe("images of charts", () => {
  const pairs: readonly (readonly [string, string, boolean])[] = [
    ["ghcr.io/shop/**", "ghcr.io/shop/api/web:1@sha256:00", true],
    ["ghcr.io/shop/*", "ghcr.io/shop/api:1", true],
    ["ghcr.io/shop/*", "ghcr.io/shop/api/web:1", false],
    ["ghcr.io/shop/**", "ghcr.io/shopping/api", false],
    ["ghcr.io/shop/api", "ghcr.io/shop/api", true],
    ["docker.io/library/busybox*", "busybox:1.37", true],
    ["docker.io/nginx/**", "nginx/nginx-ingress:5.4", true],
    ["docker.io/nginx/**", "registry.example.com/nginx/nginx-ingress", false],
  ];
  for (const [pattern, image, admitted] of pairs) {
    it(`D9 ${pattern} ${admitted ? "admits" : "refuses"} ${image}`, () => {
      expect(admits(pattern, image)).to.equal(admitted);
    });
  }

  it("are known by the chart's name, whatever its address", () => {
    expect(chartImageSources("oci://quay.io/jetstack/charts/cert-manager")).to.deep.equal([
      "quay.io/jetstack/**",
    ]);
    expect(chartImageSources("toString")).to.equal(undefined);
    expect(chartImageSources("https://example.com/charts/redis")).to.equal(undefined);
    expect(chartImageSources("kube-prometheus-stack")).to.deep.equal([
      "quay.io/prometheus/**",
      "quay.io/prometheus-operator/**",
      "docker.io/grafana/**",
      "quay.io/kiwigrid/**",
      "docker.io/library/busybox*",
      "registry.k8s.io/kube-state-metrics/**",
    ]);
  });
});
