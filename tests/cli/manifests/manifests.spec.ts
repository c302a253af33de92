import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Namespace } from "@pulumi/kubernetes/core/v1/namespace.js";
import { Secret } from "@pulumi/kubernetes/core/v1/secret.js";
import { Service } from "@pulumi/kubernetes/core/v1/service.js";
import { Release } from "@pulumi/kubernetes/helm/v3/release.js";
import { Provider } from "@pulumi/kubernetes/provider.js";
import { secret } from "@pulumi/pulumi";
import { expect } from "chai";
import { parseAllDocuments } from "yaml";
import { manifestStream } from "#cli/manifests/command";
import { writeFolder } from "#cli/manifests/files";
import { manifestsOf } from "#cli/manifests/manifests";
import { UsageError } from "#cli/shared/errors";
import { joinGraphs } from "#graph/join";
import { record } from "#graph/record/record";
import { strata } from "../../support/project.ts";
import { recordWith } from "../../support/record.ts";

async function example() {
  const graph = await recordWith(({ kubernetes: provider }) => {
    const service = new Service(
      "web",
      { metadata: { namespace: "shop" }, spec: { ports: [{ port: 80 }] } },
      { provider },
    );
    new Secret(
      "key",
      { metadata: { name: "key", namespace: "shop" }, stringData: { key: secret("planted-value") } },
      { provider },
    );
    new Namespace(
      "shop",
      { metadata: { name: "shop", annotations: { address: service.spec.clusterIP } } },
      { provider },
    );
    new Release(
      "gate",
      {
        name: "gate",
        chart: "oci://charts.example/gate",
        version: "1.2.3",
        namespace: "shop",
        values: { replicas: 2 },
      },
      { provider },
    );
    return {};
  });
  return manifestsOf(graph);
}

describe("manifests", () => {
  it("puts namespaces first, then objects by place, kind and name", async () => {
    const { objects } = await example();
    expect(objects.map(({ kind, name }) => `${kind} ${name}`)).to.deep.equal([
      "Namespace shop",
      "Secret key",
      "Service web",
    ]);
  });

  it("is a stream of objects, with Helm releases as comments", async () => {
    const documents = parseAllDocuments(manifestStream(await example()));
    const objects = documents.map((document) => document.toJS()).filter(Boolean);
    expect(objects.map(({ kind }) => kind)).to.deep.equal(["Namespace", "Secret", "Service"]);
    const stream = manifestStream(await example());
    expect(stream).to.contain('# chart: "oci://charts.example/gate"\n# version: "1.2.3"\n');
  });

  it("keeps the objects and releases of joined stacks apart", async () => {
    const graphs = ["usa", "asia"].map((stack) =>
      record(
        () => {
          const provider = new Provider("kubernetes", { kubeconfig: "{}" });
          for (const name of [`z-${stack}`, `a-${stack}`]) {
            new Namespace(name, { metadata: { name } }, { provider });
            new Release(name, { name, chart: "gate", namespace: name }, { provider });
          }
          return {};
        },
        { project: "shop", stack },
      ),
    );
    const { objects, releases } = manifestsOf(joinGraphs(await Promise.all(graphs)));
    const expected = ["usa a-usa", "usa z-usa", "asia a-asia", "asia z-asia"];
    for (const made of [objects, releases]) {
      expect(made.map(({ stack, name }) => `${stack} ${name}`)).to.deep.equal(expected);
    }
  });

  it("says what is secret and what is not known, and shows neither", async () => {
    const stream = manifestStream(await example());
    expect(stream)
      .to.contain('stringData:\n  secret-value: "<secret>"')
      .and.to.contain('address: "<known after apply>"');
    expect(stream).not.to.contain("planted-value");
  });
});

describe("manifest folders", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "strata-manifests-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("writes all files, and replaces what it wrote before", () => {
    const target = join(folder, "out");
    writeFolder(
      target,
      new Map([
        ["a/one.yaml", "1"],
        ["two.yaml", "2"],
      ]),
    );
    writeFolder(target, new Map([["two.yaml", "3"]]));
    expect(readdirSync(target).sort()).to.deep.equal([".strata-manifests", "two.yaml"]);
    expect(readFileSync(join(target, "two.yaml"), "utf8")).to.equal("3");
    expect(readdirSync(folder)).to.deep.equal(["out"]);
  });

  it("makes a directory that others may enter, as any program does", () => {
    mkdirSync(join(folder, "ordinary"));
    writeFolder(join(folder, "out"), new Map([["a.yaml", "1"]]));
    const [made, ordinary] = ["out", "ordinary"].map((name) => statSync(join(folder, name)).mode);
    expect(made).to.equal(ordinary);
  });

  it("says as JSON where it wrote what", async () => {
    const directory = join(folder, "out");
    const { code, out } = await strata(["manifests", "howlerops-dev", "--out", directory, "--json"]);
    expect(code).to.equal(0);
    const printed = JSON.parse(out) as { version: number; directory: string; files: string[] };
    expect(printed).to.include({ version: 1, directory });
    expect(printed.files.map((file) => existsSync(join(directory, file)))).not.to.include(false);
    expect(printed.files).to.include("objects/cluster-kubernetes/cluster/namespace-howlerops.yaml");
  });

  it("refuses a folder that it did not write, and leaves it as it is", () => {
    writeFileSync(join(folder, "precious.txt"), "mine");
    expect(() => writeFolder(folder, new Map([["a.yaml", "1"]]))).to.throw(
      UsageError,
      "holds precious.txt, which strata did not write",
    );
    expect(readdirSync(folder)).to.deep.equal(["precious.txt"]);
  });

  it("refuses a folder that it wrote once somebody put something into it", () => {
    const target = join(folder, "out");
    writeFolder(target, new Map([["a.yaml", "1"]]));
    writeFileSync(join(target, "mine.txt"), "mine");
    expect(() => writeFolder(target, new Map([["a.yaml", "2"]]))).to.throw(UsageError, "holds mine.txt");
    expect(readFileSync(join(target, "mine.txt"), "utf8")).to.equal("mine");
    expect(readFileSync(join(target, "a.yaml"), "utf8")).to.equal("1");
  });

  it("refuses a file in place of a folder", () => {
    const target = join(folder, "out");
    writeFileSync(target, "a file");
    expect(() => writeFolder(target, new Map([["a.yaml", "1"]]))).to.throw(UsageError, "is a file");
  });

  it("leaves nothing when a file cannot be written", () => {
    const target = join(folder, "out");
    expect(() =>
      writeFolder(
        target,
        new Map([
          ["a", "1"],
          ["a/b", "2"],
        ]),
      ),
    ).to.throw();
    expect(existsSync(target)).to.equal(false);
    expect(readdirSync(folder)).to.deep.equal([]);
  });
});
