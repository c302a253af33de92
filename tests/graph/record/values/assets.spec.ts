import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { asset, output, secret } from "@pulumi/pulumi";
import { expect } from "chai";
import type { Value } from "#graph/model";
import { nodeNamed } from "../../../support/record.ts";
import { failureOf, recordThings, Thing } from "../../../support/things.ts";

const { AssetArchive, FileArchive, FileAsset, RemoteAsset, StringAsset } = asset;

async function recorded(spec: unknown): Promise<Value | undefined> {
  const graph = await recordThings((provider) => {
    new Thing("thing", { spec }, { provider });
    return {};
  });
  return nodeNamed(graph, "thing").inputs["spec"];
}

describe("recorded assets", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "strata-assets-"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it("are digests of their contents, whatever holds them", async () => {
    const file = join(folder, "page.html");
    writeFileSync(file, "<p>hello</p>");
    const text = await recorded(new StringAsset("<p>hello</p>"));
    // The start of what sha256sum prints for this text.
    expect(text).to.deep.equal({ $asset: "a5652be1ca864d36" });
    expect(await recorded(new FileAsset(file))).to.deep.equal(text);
    writeFileSync(file, "<p>goodbye</p>");
    expect(await recorded(new FileAsset(file))).not.to.deep.equal(text);
  });

  it("of an archive change with names and contents, not with the order or the folder", async () => {
    const archive = (assets: Record<string, string>) =>
      recorded(
        new AssetArchive(Object.fromEntries(Object.entries(assets).map(([k, v]) => [k, new StringAsset(v)]))),
      );
    const one = await archive({ "a.txt": "1", "b.txt": "2" });
    expect(one).to.have.key("$asset");
    expect(await archive({ "b.txt": "2", "a.txt": "1" })).to.deep.equal(one);
    expect(await archive({ "b.txt": "1", "a.txt": "2" })).not.to.deep.equal(one);
    writeFileSync(join(folder, "a.txt"), "1");
    writeFileSync(join(folder, "b.txt"), "2");
    expect(await recorded(new FileArchive(folder))).to.deep.equal(one);
  });

  it("of a URL stand for the URL", async () => {
    const one = await recorded(new RemoteAsset("https://example.com/a"));
    expect(one).to.have.key("$asset");
    expect(await recorded(new RemoteAsset("https://example.com/b"))).not.to.deep.equal(one);
  });

  it("that hold a secret are secret: a digest would let a short one be guessed", async () => {
    const text = secret("hunter2") as unknown as Promise<string>;
    expect(await recorded(new StringAsset(text))).to.deep.equal({ $secret: true });
    expect(await recorded(new AssetArchive({ "a.txt": new StringAsset(text) }))).to.deep.equal({
      $secret: true,
    });
  });

  it("that hold what only the cloud knows are unknown", async () => {
    const graph = await recordThings((provider) => {
      const { address } = new Thing("first", {}, { provider });
      const text = output(address) as unknown as Promise<string>;
      new Thing("thing", { spec: new AssetArchive({ "a.txt": new StringAsset(text) }) }, { provider });
      return {};
    });
    expect(nodeNamed(graph, "thing").inputs["spec"]).to.deep.equal({ $unknown: true });
  });

  it("need their file", async () => {
    const error = await failureOf((provider) => {
      new Thing("thing", { spec: new FileAsset(join(folder, "missing")) }, { provider });
      return {};
    });
    expect(error.message)
      .to.match(/^thing \(thing:index:Thing\): input "spec": ENOENT: no such file or directory/)
      .and.include("missing");
  });
});
