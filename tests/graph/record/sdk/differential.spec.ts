import { expect } from "chai";
import fc from "fast-check";
import { type Graph, isRecord, type Value } from "#graph/model";
import { RecordingError } from "#graph/record/record";
import { recordThings, ThingProvider } from "../../../support/things.ts";
import { CORPUS, type NamedProgram } from "./differential/corpus.ts";
import { programSteps, runSteps } from "./differential/generated.ts";
import { nameOf, runMocked, type SentResource } from "./mocked.ts";

/** What recording a program says of its resources, in the words of {@link SentResource}. */
function recorded(graph: Graph): Map<string, SentResource> {
  const names = new Map(graph.nodes.map(({ urn, name }) => [urn, name]));
  const shorten = (value: Value): unknown => {
    if (typeof value === "string") {
      return names.get(value) ?? value;
    }
    if (Array.isArray(value)) {
      return value.map(shorten);
    }
    return isRecord(value)
      ? Object.fromEntries(Object.entries(value).map(([key, member]) => [key, shorten(member)]))
      : value;
  };
  return new Map(
    graph.nodes.map((node) => [
      node.name,
      {
        type: node.type,
        name: node.name,
        custom: node.custom,
        parent: node.parent && nameOf(node.parent),
        provider: node.provider && nameOf(node.provider),
        protect: node.protect,
        dependencies: node.dependencies.map(nameOf).sort(),
        propertyDependencies: Object.fromEntries(
          Object.entries(node.propertyDependencies).map(([key, urns]) => [key, urns.map(nameOf).sort()]),
        ),
        inputs: shorten(node.inputs),
      },
    ]),
  );
}

async function compare(program: NamedProgram): Promise<void> {
  const graph = await recordThings(program);
  const sent = await runMocked(() => program(new ThingProvider("things")));
  expect(Object.fromEntries(recorded(graph))).to.deep.equal(Object.fromEntries(sent));
}

describe("recording, compared with what the SDK sends to an engine", () => {
  for (const [name, program] of Object.entries(CORPUS)) {
    it(`agrees on ${name}`, () => compare(program));
  }

  it("agrees on generated programs", async () => {
    let waiting = 0;
    const property = fc.asyncProperty(programSteps, async (steps) => {
      try {
        await compare((provider) => runSteps(steps, provider));
      } catch (error) {
        // Deployed, or under mocks, such a program hangs.
        const cycle = error instanceof RecordingError && error.message.includes("forms a dependency cycle");
        if (!cycle) {
          throw error;
        }
        waiting += 1;
      }
    });
    await fc.assert(property, { numRuns: 150 });
    expect(waiting).to.be.below(75);
  });
});
