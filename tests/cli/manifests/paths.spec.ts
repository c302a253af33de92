import { expect } from "chai";
import type { HelmRelease, Manifest } from "#cli/manifests/manifests";
import { manifestPaths } from "#cli/manifests/paths";
import { UsageError } from "#cli/shared/errors";

let made = 0;

function object(given: Partial<Manifest>): Manifest {
  made += 1;
  return {
    stack: "prod",
    urn: `urn:${made}`,
    cluster: "main",
    apiVersion: "v1",
    kind: "ConfigMap",
    namespace: "shop",
    name: "settings",
    object: {},
    ...given,
  };
}

function release(given: Partial<HelmRelease>): HelmRelease {
  const base = { stack: "prod", urn: "urn:release", cluster: "main", namespace: "shop", name: "gate" };
  return { ...base, chart: "gate", version: "1.0.0", repository: undefined, values: {}, ...given };
}

const pathsOf = (...objects: Manifest[]) => [...manifestPaths({ objects, releases: [] }, false).keys()];

describe("paths of manifests", () => {
  it("I9 have cluster, namespace, kind, API group and name", () => {
    expect(
      pathsOf(
        object({}),
        object({ namespace: undefined, kind: "Namespace", name: "shop" }),
        object({ apiVersion: "apps/v1", kind: "Deployment", name: "web" }),
      ),
    ).to.deep.equal([
      "objects/main/namespaces/shop/configmap-settings.yaml",
      "objects/main/cluster/namespace-shop.yaml",
      "objects/main/namespaces/shop/deployment.apps-web.yaml",
    ]);
    const paths = manifestPaths({ objects: [], releases: [release({}), release({ stack: "dev" })] }, true);
    expect([...paths.keys()]).to.deep.equal([
      "prod/releases/main/shop/gate.yaml",
      "dev/releases/main/shop/gate.yaml",
    ]);
  });

  it("I9 differ for names, groups, clusters and namespaces that differ", () => {
    const different = [
      object({ name: "app:reader" }),
      object({ name: "app-reader" }),
      object({ kind: "Gateway", apiVersion: "networking.istio.io/v1" }),
      object({ kind: "Gateway", apiVersion: "gateway.networking.k8s.io/v1" }),
      object({ cluster: "asia" }),
      object({ namespace: "cluster" }),
      object({ namespace: undefined }),
      object({ name: "größe" }),
      object({ name: "gr-ße" }),
    ];
    const paths = pathsOf(...different);
    expect(new Set(paths).size).to.equal(different.length);
    expect(paths[0]).to.equal("objects/main/namespaces/shop/configmap-app%3Areader.yaml");
  });

  const refused: [string, Manifest, RegExp][] = [
    ["a namespace that leads out", object({ namespace: "../../etc" }), /"\.\.\/\.\.\/etc" cannot be part/],
    ["a name that leads out", object({ name: "../../../cron" }), /cannot be part of a file's path/],
    ["a parent", object({ namespace: ".." }), /names in Kubernetes have no/],
    ["an absolute namespace", object({ namespace: "/etc" }), /names in Kubernetes have no/],
    ["a path of Windows", object({ name: "..\\..\\x" }), /names in Kubernetes have no/],
    ["a control character", object({ name: "a\u0000b" }), /names in Kubernetes have no/],
    ["an encoded name", object({ name: "a%2Fb" }), /names in Kubernetes have no/],
    ["an empty namespace", object({ namespace: "" }), /names in Kubernetes have no/],
    ["a device", object({ namespace: "con" }), /Windows reserves it/],
    ["a device with an extension", object({ cluster: "Aux.east" }), /Windows reserves it/],
    ["a dot at the end", object({ namespace: "shop." }), /drops a dot/],
    ["a long name", object({ name: "n".repeat(254) }), /it would take 269 bytes/],
    ["a long encoded name", object({ name: ":".repeat(90) }), /file systems store 255/],
  ];
  for (const [title, item, message] of refused) {
    it(`I9 refuse ${title}, naming the object`, () => {
      expect(() => pathsOf(item))
        .to.throw(UsageError, message)
        .with.property("message")
        .that.includes(item.urn);
    });
  }

  it("I9 refuse a release that leads out, and a device", () => {
    for (const given of [{ name: "../x" }, { namespace: "../x" }, { namespace: "nul" }]) {
      expect(() => manifestPaths({ objects: [], releases: [release(given)] }, false)).to.throw(
        UsageError,
        "urn:release",
      );
    }
  });

  it("I9 refuse two objects with one path, also where only the case differs", () => {
    expect(() => pathsOf(object({ urn: "urn:one" }), object({ urn: "urn:two" }))).to.throw(
      UsageError,
      "urn:two and urn:one would be written to one file, objects/main/namespaces/shop/configmap-settings.yaml",
    );
    const roles = ["Reader", "reader"].map((name) => object({ kind: "ClusterRole", name }));
    expect(() => pathsOf(...roles)).to.throw(UsageError, "one file");
  });
});
