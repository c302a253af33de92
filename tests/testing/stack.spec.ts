import { secret } from "@pulumi/pulumi";
import { expect } from "chai";
import { SECRET, UNKNOWN } from "#graph/model";
import { recordStack } from "#testing/record-stack";
import type { RecordedStack } from "#testing/stack";
import { Group, Thing, ThingProvider } from "../support/things.ts";

describe("testing/RecordedStack", () => {
  let stack: RecordedStack;

  before(async () => {
    stack = await recordStack(() => {
      const provider = new ThingProvider("things");
      const opts = { providers: [provider], protect: true };
      new Group("shop", {}, opts, (parent) => {
        const web = new Thing(
          "web",
          {
            label: "front",
            size: 3,
            spec: {
              containers: [{ image: "nginx", ports: [80] }],
              labels: { "app.kubernetes.io/name": "web" },
              on: true,
              password: secret("hunter2"),
            },
          },
          { parent, ignoreChanges: ["size"], aliases: [{ name: "front" }] },
        );
        new Group("inner", {}, { parent }, (inner) => {
          new Thing("api", { label: web.address, size: 1 }, { parent: inner, dependsOn: [web] });
          return { ready: true };
        });
        return undefined;
      });
      new Group("other", {}, {}, (parent) => {
        new Thing("api", {}, { parent, provider });
        return undefined;
      });
    });
  });

  describe("finding", () => {
    it("takes a type by its token or the end of it", () => {
      for (const type of ["thing:index:Thing", "index:Thing", "Thing"]) {
        expect(stack.resources({ type }).map(({ name }) => name)).to.deep.equal(["web", "api", "api"]);
      }
      expect(stack.resources({ type: "hing" })).to.deep.equal([]);
    });

    it("takes a parent or anything around it, by name or URN", () => {
      expect(stack.resource({ name: "api", parent: "inner" }).urn).to.contain("Group$test:index:Group$thing");
      expect(stack.resource({ name: "api", within: "shop" }).parent?.name).to.equal("inner");
      expect(
        stack.resource({ name: "api", parent: stack.component({ name: "other" }).urn }).parent?.name,
      ).to.equal("other");
      expect(stack.resources({ type: "Thing", parent: "shop" }).map(({ name }) => name)).to.deep.equal([
        "web",
      ]);
    });

    it("finds components apart from resources", () => {
      expect(stack.component({ type: "Group", name: "shop" }).children.map(({ name }) => name)).to.deep.equal(
        ["web", "inner"],
      );
      expect(() => stack.component({ name: "web" })).to.throw('no component named "web"; nearest: ');
    });

    it("names the nearest where nothing matches", () => {
      expect(() => stack.resource({ type: "Thing", name: "wbe" })).to.throw(
        /^no resource of type Thing named "wbe"; nearest: Thing "web" in Group "shop", /,
      );
      expect(() => stack.resource({ type: "Thign", name: "web" })).to.throw(
        /^no resource of type Thign named "web"; nearest: Thing "web" in Group "shop", /,
      );
    });

    it("names all where several match", () => {
      expect(() => stack.resource({ name: "api" })).to.throw(
        'found 2 resources named "api", expected one: Thing "api" in Group "inner", Thing "api" in Group "other"',
      );
    });
  });

  describe("inputs", () => {
    const web = () => stack.resource({ name: "web" });

    it("are read by path", () => {
      expect(web().input("spec.containers[0].image")).to.equal("nginx");
      expect(web().input('spec.labels["app.kubernetes.io/name"]')).to.equal("web");
      expect(web().input("spec.containers[1].image")).to.equal(undefined);
      expect(web().input("label.length")).to.equal(undefined);
      expect(web().input("spec.toString")).to.equal(undefined);
    });

    it("are read by type", () => {
      expect(web().string("label")).to.equal("front");
      expect(web().number("size")).to.equal(3);
      expect(web().boolean("spec.on")).to.equal(true);
      expect(web().list("spec.containers[0].ports")).to.deep.equal([80]);
    });

    it("tell the unknown from the secret, and everything in them too", () => {
      const api = stack.resource({ name: "api", parent: "inner" });
      expect(api.input("label")).to.deep.equal(UNKNOWN);
      expect(api.isUnknown("label.of.anything")).to.equal(true);
      expect(api.isSecret("label")).to.equal(false);
      expect(web().input("spec.password")).to.deep.equal(SECRET);
      expect(web().isSecret("spec.password")).to.equal(true);
      expect(web().isUnknown("spec.password")).to.equal(false);
    });

    it("say what they are instead of the type that is asked for", () => {
      const api = stack.resource({ name: "api", parent: "inner" });
      expect(() => api.string("label")).to.throw(
        'Thing "api": label is unknown until apply, expected a string',
      );
      expect(() => web().string("spec.password")).to.throw(
        'Thing "web": spec.password is a secret, expected a string',
      );
      expect(() => web().number("label")).to.throw('Thing "web": label is "front", expected a number');
      expect(() => web().boolean("none")).to.throw('Thing "web": none is not given, expected true or false');
      expect(() => web().list("spec.on")).to.throw('Thing "web": spec.on is true, expected a list');
    });

    it("refuse a path that cannot be read", () => {
      expect(() => web().input("spec.containers[x]")).to.throw(
        "the path spec.containers[x] cannot be read from character 16 on",
      );
    });

    it("say which resources they come from", () => {
      const api = stack.resource({ name: "api", parent: "inner" });
      expect(api.uses("label", web())).to.equal(true);
      expect(api.uses("size", web())).to.equal(false);
    });
  });

  it("tells options, inherited ones too", () => {
    const web = stack.resource({ name: "web" });
    const api = stack.resource({ name: "api", parent: "inner" });
    expect(web.options).to.deep.include({ protect: true, ignoreChanges: ["size"], dependsOn: [] });
    expect(web.options.aliases).to.deep.equal([{ name: "front" }]);
    expect(web.options.provider).to.equal(stack.resource({ name: "things" }).urn);
    expect(api.options.dependsOn).to.deep.equal([web.urn]);
    expect(stack.resource({ name: "api", parent: "other" }).options.protect).to.equal(false);
  });

  it("tells what components publish", () => {
    expect(stack.component({ name: "inner" }).published).to.deep.equal({ ready: true });
    expect(stack.component({ name: "shop" }).published).to.deep.equal({});
  });
});
