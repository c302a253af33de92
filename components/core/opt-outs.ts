/**
 * What an instance gives up of its component's secure defaults: by the argument that does so, the words for it.
 * Anything but words stands for an argument that relaxes nothing.
 */
export type OptOuts = Readonly<Record<string, string | false | undefined>>;

/**
 * The line of a component's summary that lists what was relaxed, so that nobody learns from an incident that a
 * default did not hold. Every argument that can relax one has an entry; where none does, there is no line.
 */
export function optOuts(relaxations: OptOuts): { readonly relaxed?: string } {
  const words = Object.values(relaxations).filter((each) => typeof each === "string");
  return words.length > 0 ? { relaxed: words.join(" · ") } : {};
}

/** The words for what no longer refuses deletion, in every component the same. */
export function unprotected(protect: boolean): string | false {
  return !protect && "deletion is not refused";
}
