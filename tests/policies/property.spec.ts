import { expect } from "chai";
import { SECRET, UNKNOWN, type Value } from "#graph/model";
import { Property, separately, some, UnknownValue } from "#policies/property";

const root = (value: Value) => new Property("", value);

describe("Property", () => {
  it("walks to what is there, and names the way", () => {
    const image = root({ spec: { containers: [{ image: "api:1" }] } })
      .at("spec.containers")
      .items()[0]
      ?.at("image");
    expect([image?.path, image?.text()]).to.deep.equal(["spec.containers[0].image", "api:1"]);
  });

  it("walks past what is not there without failing", () => {
    const missing = root({ spec: null }).at("spec.template.metadata");
    expect([
      missing.path,
      missing.exists(),
      missing.text(),
      missing.items(),
      missing.entries(),
    ]).to.deep.equal(["spec.template.metadata", false, undefined, [], []]);
  });

  it("takes a key with dots as one name", () => {
    const label = root({ labels: { "app.kubernetes.io/name": "api" } })
      .at("labels")
      .key("app.kubernetes.io/name");
    expect([label.path, label.text()]).to.deep.equal(['labels["app.kubernetes.io/name"]', "api"]);
  });

  it("answers only for the type that is asked", () => {
    const port = root({ port: 80 }).at("port");
    expect([port.text(), port.number(), port.is("80"), port.is(80)]).to.deep.equal([
      undefined,
      80,
      false,
      true,
    ]);
  });

  it("leaves out of the texts of a list what is none", () => {
    expect(
      root({ list: ["a", 1, null, "b"] })
        .at("list")
        .texts(),
    ).to.deep.equal(["a", "b"]);
  });

  it("finds no inherited members of an object", () => {
    expect(root({}).at("constructor").exists()).to.equal(false);
  });

  const readers: Readonly<Record<string, (property: Property) => unknown>> = {
    text: (property) => property.text(),
    number: (property) => property.number(),
    is: (property) => property.is(true),
    items: (property) => property.items(),
    entries: (property) => property.entries(),
    texts: (property) => property.texts(),
  };
  for (const [name, read] of Object.entries(readers)) {
    it(`${name}() raises on a value that is unknown, lies under one, or is secret`, () => {
      expect(() => read(root(UNKNOWN))).to.throw(UnknownValue, " is known after apply");
      expect(() => read(root({ spec: UNKNOWN }).at("spec.replicas"))).to.throw(
        UnknownValue,
        "spec.replicas is known after apply",
      );
      expect(() => read(root({ token: SECRET }).at("token"))).to.throw(UnknownValue, "token is secret");
    });
  }

  it("knows of a secret that it is there, and of an unknown value nothing", () => {
    expect(root(SECRET).exists()).to.equal(true);
    expect(root(SECRET).isSecret()).to.equal(true);
    expect(() => root(UNKNOWN).exists()).to.throw(UnknownValue);
    expect([root(SECRET).isReadable(), root(UNKNOWN).isReadable(), root(1).isReadable()]).to.deep.equal([
      false,
      false,
      true,
    ]);
  });
});

describe("some", () => {
  const isTrue = (property: Property) => property.is(true);
  it("is true as soon as one is, whatever the others are", () => {
    expect(some([root(UNKNOWN), root(true)], isTrue)).to.equal(true);
  });
  it("is false only when all are known", () => {
    expect(some([root(false), root(false)], isTrue)).to.equal(false);
    expect(() => some([root(false), root(UNKNOWN)], isTrue)).to.throw(UnknownValue);
  });
  it("passes a defect of the predicate on", () => {
    const defect = () => {
      throw new TypeError("defect");
    };
    expect(() => some([root(1)], defect)).to.throw(TypeError, "defect");
  });
});

describe("separately", () => {
  it("I4 goes on after a part that is not known, which it leaves in its place", () => {
    const sizes = [root(1), root(UNKNOWN), root(3)];
    const found = separately(sizes, (size) => [size.number()]);
    expect([...found].map((each) => (each instanceof UnknownValue ? "unknown" : each))).to.deep.equal([
      1,
      "unknown",
      3,
    ]);
  });
  it("keeps what a part gave before it met an unknown value, and parts of parts", () => {
    const lists = [root([1, UNKNOWN, 3]), root(UNKNOWN), root([5])];
    const items = separately(lists, (list) => list.items());
    const found = separately(items, function* (size) {
      yield "part";
      yield size.number();
    });
    expect([...found].map((each) => (each instanceof UnknownValue ? "unknown" : each))).to.deep.equal([
      ...["part", 1, "part", "unknown", "part", 3],
      "unknown",
      ...["part", 5],
    ]);
  });
  it("passes a defect of the work on", () => {
    const defect = () => {
      throw new TypeError("defect");
    };
    expect(() => [...separately([root(1)], defect)]).to.throw(TypeError, "defect");
  });
});
