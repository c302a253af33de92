import { expect } from "chai";
import { checkStack } from "../../plan/findings.ts";
import { type LoadedStack, loadStack } from "../../plan/load.ts";
import { findProject, stackNames } from "../../plan/project/project.ts";
import { RULES } from "../../policies/rules.ts";
import { ROOT } from "../../tools/build/folders.ts";
import { compare } from "./harness/compare.ts";
import { EXPLANATIONS } from "./harness/explanations.ts";
import type { Judgement } from "./harness/judgement.ts";
import { policyPacks, stackWorkspace } from "./harness/stack.ts";
import { type Preview, registrations } from "./harness/state.ts";

for (const stack of stackNames(findProject(ROOT))) {
  describe(`${stack}, previewed by the real engine with the policy packs`, () => {
    let loaded: LoadedStack;
    let preview: Preview & { readonly judgement: Judgement };

    before(async () => {
      loaded = await loadStack(stack, ROOT);
      const workspace = await stackWorkspace(stack, policyPacks());
      try {
        preview = await workspace.preview();
      } finally {
        workspace.dispose();
      }
    });

    it("registers what the plan shows", () => {
      const { graph } = loaded;
      const { unexplained, resources } = compare(graph, registrations(preview), "preview", EXPLANATIONS);
      expect(unexplained.join("\n")).to.equal("");
      expect(resources).to.equal(graph.nodes.length);
    });

    it("is judged by every rule, and each finds what the offline check finds", () => {
      const { findings, unknown } = checkStack(loaded, new Date().toISOString().slice(0, 10));
      const unique = (words: readonly string[]) => [...new Set(words)].sort();
      const { rules, violations, undecided } = preview.judgement;
      expect(rules).to.deep.equal(unique(RULES.map(({ id }) => id)));
      expect(violations).to.deep.equal(unique(findings.map(({ rule, urn }) => `${rule} ${urn}`)));
      // The engine knows more: a provider makes up the names of what has none before anything is created.
      expect(unique(unknown.map(({ rule }) => rule))).to.include.members([...undecided]);
    });
  });
}
