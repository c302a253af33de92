import { expect } from "chai";
import { drawTopology } from "#cli/plan/topology";

describe("request path drawing", () => {
  it("draws a chain on one line", () => {
    const links = [
      { from: "edge", to: "ingress" },
      { from: "ingress", to: "app" },
    ];
    expect(drawTopology(links)).to.deep.equal(["user ─▶ edge ─▶ ingress ─▶ app"]);
  });

  it("branches below the thing that calls several others", () => {
    const links = [
      { from: "edge", to: "ingress" },
      { from: "ingress", to: "frontend" },
      { from: "ingress", to: "backend" },
      { from: "backend", to: "database" },
    ];
    expect(drawTopology(links)).to.deep.equal([
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
    expect(drawTopology(links)).to.deep.equal([
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
    expect(drawTopology(links)).to.deep.equal(["user ─▶ ingress ─▶ a ─▶ b ─▶ a"]);
  });

  it("gives what users do not meet a line of its own", () => {
    const links = [
      { from: "ingress", to: "app" },
      { from: "worker", to: "queue" },
    ];
    expect(drawTopology(links)).to.deep.equal(["user ─▶ ingress ─▶ app", "worker ─▶ queue"]);
  });

  it("draws nobody calling nothing", () => {
    expect(drawTopology([])).to.deep.equal(["user"]);
  });
});
