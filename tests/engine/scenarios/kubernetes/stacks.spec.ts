import { expect } from "chai";
import { findProject, stackNames } from "../../../../plan/project/project.ts";
import { ROOT } from "../../../../tools/build/folders.ts";
import { type Examined, examine, flowsOf } from "./support/examine.ts";

const stacks = stackNames(findProject(ROOT));
const environments = [...new Set(stacks.map((stack) => stack.split("-").at(-1) ?? ""))];

for (const environment of environments) {
  describe(`stacks of ${environment} on Kubernetes APIs`, () => {
    const examined = new Map<string, Examined>();
    const own = stacks.filter((stack) => stack.endsWith(`-${environment}`));

    // Side by side, each on a cluster of its own: half of the time is waiting.
    before(() =>
      Promise.all(own.map(async (stack) => examined.set(stack, await examine(stack, environment === "dev")))),
    );

    for (const stack of own) {
      const found = () => examined.get(stack) ?? expect.fail(`${stack} was not deployed`);

      it(`${stack} is accepted, every object of it, with no field that the API does not know`, () => {
        const { updated, graph, objects, missing } = found();
        expect(updated.code, updated.stdout + updated.stderr).to.equal(0);
        const planned = graph.nodes.filter(({ type, read }) => type.startsWith("kubernetes:") && !read);
        expect(objects).to.have.length(planned.length);
        expect(missing).to.deep.equal([]);
      });

      it(`${stack} runs all its pods, each admitted to a namespace that enforces the restricted standard`, () => {
        const { wantedPods, servingIn, restricted } = found();
        expect(servingIn).to.have.length(wantedPods).and.not.to.have.length(0);
        expect(restricted).to.include.members(servingIn);
      });

      it(`${stack} lets those connect that the plan says, and nobody else`, () => {
        const { flows, graph } = found();
        expect(flows).to.deep.equal(flowsOf(graph)).and.not.to.have.length(0);
      });

      it(`${stack} changes nothing the second time, and has not drifted`, () => {
        const { again, state } = found();
        expect(again.code, again.stdout + again.stderr).to.equal(0);
        expect(again.stdout).to.match(new RegExp(`\\n +${state.resources?.length} unchanged\\n`));
      });

      if (environment === "dev") {
        it(`${stack} leaves nothing in its cluster when it is destroyed, but definitions that are to stay`, () => {
          const { run, left, namespaces } = found().destroyed ?? expect.fail("it was not destroyed");
          expect(run.code, run.stdout + run.stderr).to.equal(0);
          expect(left).to.deep.equal([]);
          const system = ["default", "kube-node-lease", "kube-public", "kube-system"];
          expect(namespaces).to.have.members(system);
        });
      }
    }
  });
}
