import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";
import { objectWithPlaceholders } from "#cli/manifests/placeholders";
import { toYaml } from "#cli/manifests/yaml";
import { isRecord, type Values } from "#graph/model";
import { PROJECT } from "#tools/build/folders";
import { executableOf } from "#tools/build/store";
import { goldenStacks } from "../../stacks/golden.ts";
import { marked } from "../../support/kubernetes/marked.ts";
import { strata } from "../../support/project.ts";
import { definitionsOfChart, install } from "../cluster/definitions.ts";
import { TestCluster } from "../cluster/test-cluster.ts";

const run = promisify(execFile);

describe("manifests, applied with kubectl", () => {
  let cluster: TestCluster;
  let folder: string;

  before(async () => {
    cluster = await TestCluster.start();
    folder = mkdtempSync(join(tmpdir(), "strata-kubectl-"));
    for (const chart of ["cert-manager", "external-secrets", "kube-prometheus-stack"]) {
      await install(cluster.api, definitionsOfChart(chart));
    }
  });

  after(async () => {
    await cluster?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** What kubectl says of files and folders; fails with what the API refuses. */
  async function apply(paths: readonly string[], ...options: string[]): Promise<string[]> {
    const files = paths.flatMap((path) => ["-f", path]);
    const { stdout } = await run(
      executableOf("kubectl", PROJECT),
      ["--kubeconfig", cluster.kubeconfig, "apply", "--server-side", "--recursive", ...files, ...options],
      { maxBuffer: 16 * 1024 * 1024 },
    ).catch((error: { stderr?: string }) => {
      throw new Error(error.stderr?.slice(0, 3000));
    });
    return stdout.trimEnd().split("\n");
  }

  for (const stack of goldenStacks()) {
    it(`I10 takes the folder of ${stack}`, async () => {
      const directory = join(folder, stack);
      const { out, error } = await strata(["manifests", stack, "--out", directory, "--json"]);
      expect(error).to.equal("");
      const { files } = JSON.parse(out) as { files: string[] };
      const objects = files.filter((file) => file.startsWith("objects/"));
      // A server tries nothing in a namespace, or of a kind, that is not there.
      const first = objects.filter((file) => /\/(namespace|customresourcedefinition)[.-]/.test(file));
      await apply(first.map((file) => join(directory, file)));
      const tried = await apply([join(directory, "objects")], "--dry-run=server");
      expect(tried.length).to.equal(objects.length);
      expect(tried.every((line) => line.endsWith(" serverside-applied (server dry run)"))).to.equal(true);
    });
  }

  for (const [title, object] of Object.entries(marked)) {
    it(`I10 takes placeholders in ${title}`, async () => {
      expect(await tried(object)).to.have.length(1);
    });
  }

  it("I10 takes texts that a reader of YAML 1.1 takes for something else", async () => {
    const texts = [
      "on",
      "y",
      "no",
      "1_000",
      "0o17",
      "012",
      "1:30",
      ".5e3",
      "~",
      "=",
      "<<",
      "2026-11-28",
      "1e3",
      "E5",
    ];
    const data = Object.fromEntries(texts.map((text, index) => [`key${index}`, text]));
    const map = {
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: { name: "texts", namespace: "default" },
      data,
    };
    const path = join(folder, "texts.yaml");
    writeFileSync(path, toYaml(map));
    await apply([path]);
    const stored: unknown = await cluster.api.read({
      apiVersion: "v1",
      kind: "ConfigMap",
      namespace: "default",
      name: "texts",
    });
    expect(isRecord(stored) && stored["data"]).to.deep.equal(data);
  });

  async function tried(object: Values): Promise<string[]> {
    const { apiVersion, kind } = object;
    const path = join(folder, `tried/${String(kind)}.yaml`);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, toYaml(objectWithPlaceholders(object, String(apiVersion), String(kind))));
    return apply([path], "--dry-run=server");
  }
});
