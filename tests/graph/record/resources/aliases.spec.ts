import { Deployment } from "@pulumi/kubernetes/apps/v1/deployment.js";
import {
  type Input,
  output,
  rootStackResource,
  runtime,
  type Alias as SdkAlias,
  type URN,
} from "@pulumi/pulumi";
import { expect } from "chai";
import type { Alias } from "#graph/model";
import { nodeNamed, recordWith } from "../../../support/record.ts";
import { Group, recordThings, Thing } from "../../../support/things.ts";

type Aliases = Input<URN | SdkAlias>[];

async function aliasesOf(make: (group: Group) => Aliases): Promise<readonly Alias[] | undefined> {
  const graph = await recordThings((provider) => {
    const group = new Group("group");
    new Thing("thing", {}, { provider, aliases: make(group) });
    return {};
  });
  return nodeNamed(graph, "thing").settings.aliases;
}

const GROUP = "urn:pulumi:unit::tests::test:index:Group::group";

describe("recorded aliases", () => {
  it("are URNs and differing parts", async () => {
    const urn = "urn:pulumi:unit::tests::thing:index:Thing::former";
    expect(
      await aliasesOf(() => [urn, { name: "former" }, { type: "old:index:Thing", stack: "s", project: "p" }]),
    ).to.deep.equal([urn, { name: "former" }, { type: "old:index:Thing", stack: "s", project: "p" }]);
  });

  it("name a former parent by its URN, given as a resource, a URN or an Output", async () => {
    const expected = [{ parent: GROUP }, { parent: GROUP }, { name: "x", parent: GROUP }];
    expect(
      await aliasesOf((group) => [{ parent: group }, { parent: GROUP }, { name: "x", parent: group.urn }]),
    ).to.deep.equal(expected);
  });

  it("have an empty parent where there was none but the stack", async () => {
    expect(await aliasesOf(() => [{ parent: rootStackResource as never }])).to.deep.equal([{ parent: "" }]);
  });

  it("may be Outputs, as a whole and in part", async () => {
    expect(
      await aliasesOf((group) => [
        output("whole"),
        output({ name: "spec", parent: group.urn }),
        { name: output("part") },
      ]),
    ).to.deep.equal(["whole", { name: "spec", parent: GROUP }, { name: "part" }]);
  });

  it("that are unknown before a deployment are left out", async () => {
    const graph = await recordThings((provider) => {
      const { address } = new Thing("first", {}, { provider });
      new Thing("thing", {}, { provider, aliases: [{ name: address }, { name: "known" }] });
      return {};
    });
    expect(nodeNamed(graph, "thing").settings.aliases).to.deep.equal([{ name: "known" }]);
  });

  it("of generated SDKs are kept", async () => {
    const graph = await recordWith(({ kubernetes }) => {
      new Deployment(
        "web",
        { spec: { selector: {}, template: {} } },
        { provider: kubernetes, aliases: [{ name: "former" }] },
      );
      return {};
    });
    const { aliases } = nodeNamed(graph, "web").settings;
    expect(aliases).to.deep.include({ name: "former" });
    expect(aliases).to.deep.include({ type: "kubernetes:extensions/v1beta1:Deployment" });
  });

  it("are seen and changed by the program's own transformations, whichever way they are given", async () => {
    const seen: unknown[] = [];
    const graph = await recordThings((provider) => {
      runtime.registerStackTransformation(({ name, props, opts }) => {
        if (name !== "thing") {
          return undefined;
        }
        seen.push(opts.aliases);
        return { props, opts: { ...opts, aliases: [...(opts.aliases ?? []), { name: "from-stack" }] } };
      });
      new Thing(
        "thing",
        {},
        {
          provider,
          aliases: [{ name: "own" }],
          transformations: [
            ({ props, opts }) => ({
              props,
              opts: { ...opts, aliases: [...(opts.aliases ?? []), "from-own"] },
            }),
          ],
        },
      );
      return {};
    });
    expect(seen).to.deep.equal([[{ name: "own" }, "from-own"]]);
    expect(nodeNamed(graph, "thing").settings.aliases).to.deep.equal([
      { name: "own" },
      "from-own",
      { name: "from-stack" },
    ]);
  });
});
