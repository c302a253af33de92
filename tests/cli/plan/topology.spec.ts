import { expect } from "chai";
import type { DrawnLink } from "#cli/plan/drawing";
import { drawTopology } from "#cli/plan/topology";

const draw = (links: readonly DrawnLink[], ...entrances: string[]) => drawTopology({ links, entrances });

describe("request path drawing", () => {
  it("draws a chain on one line", () => {
    const links = [
      { from: "edge", to: "ingress" },
      { from: "ingress", to: "app" },
    ];
    expect(draw(links, "edge")).to.deep.equal(["user ─▶ edge ─▶ ingress ─▶ app"]);
  });

  it("branches below the thing that calls several others", () => {
    const links = [
      { from: "edge", to: "ingress" },
      { from: "ingress", to: "frontend" },
      { from: "ingress", to: "backend" },
      { from: "backend", to: "database" },
    ];
    expect(draw(links, "edge")).to.deep.equal([
      "user ─▶ edge ─▶ ingress ─▶ frontend",
      "                        └▶ backend ─▶ database",
    ]);
  });

  it("draws what a thing leads to once, and names it again where it is called again", () => {
    const links = [
      { from: "ingress", to: "frontend" },
      { from: "ingress", to: "backend" },
      { from: "frontend", to: "backend" },
      { from: "backend", to: "database" },
    ];
    expect(draw(links, "ingress")).to.deep.equal([
      "user ─▶ ingress ─▶ frontend ─▶ backend ─▶ database",
      "                └▶ backend",
    ]);
  });

  it("ends when two things call each other", () => {
    const links = [
      { from: "ingress", to: "a" },
      { from: "a", to: "b" },
      { from: "b", to: "a" },
    ];
    expect(draw(links, "ingress")).to.deep.equal(["user ─▶ ingress ─▶ a ─▶ b ─▶ a"]);
    expect(draw(links.slice(1))).to.deep.equal(["a ─▶ b ─▶ a"]);
  });

  it("gives what users do not meet a line of its own", () => {
    const links = [
      { from: "ingress", to: "app" },
      { from: "worker", to: "queue" },
    ];
    expect(draw(links, "ingress")).to.deep.equal(["user ─▶ ingress ─▶ app", "worker ─▶ queue"]);
    expect(draw(links)).to.deep.equal(["ingress ─▶ app", "worker ─▶ queue"]);
  });

  it("tells what a caller uses of a thing that is several", () => {
    const links = [
      { from: "app", to: "database", roles: ["primary", "replica-a"] },
      { from: "worker", to: "database", roles: ["primary"] },
    ];
    expect(draw(links)).to.deep.equal(["app ─▶ database (primary, replica-a)", "worker ─▶ database"]);
  });

  it("draws a lonely entrance, and nothing where there is nothing", () => {
    expect(draw([], "edge")).to.deep.equal(["user ─▶ edge"]);
    expect(draw([])).to.deep.equal([]);
  });
});
