/**
 * Finds a dependency cycle.
 *
 * @param starts where the search starts, in this order
 * @param before what an item depends on
 * @returns the first cycle found; each member depends on the next, and the last on the first
 */
export function findCycle<T>(
  starts: Iterable<T>,
  before: (item: T) => readonly T[],
): readonly T[] | undefined {
  const clear = new Set<T>();
  for (const start of starts) {
    const cycle = search(start, before, clear);
    if (cycle) {
      return cycle;
    }
  }
  return undefined;
}

/** Walks an item's dependencies depth first; a path that returns to itself is the cycle. */
function search<T>(start: T, before: (item: T) => readonly T[], clear: Set<T>): readonly T[] | undefined {
  const path: T[] = [];
  const left: Iterator<T>[] = [];
  const enter = (item: T) => {
    path.push(item);
    left.push(before(item).values());
  };
  if (!clear.has(start)) {
    enter(start);
  }
  for (let steps = left.at(-1); steps; steps = left.at(-1)) {
    const { value: next, done } = steps.next();
    if (done) {
      left.pop();
      const item = path.pop();
      if (item !== undefined) {
        clear.add(item);
      }
      continue;
    }
    const met = path.indexOf(next);
    if (met >= 0) {
      return path.slice(met);
    }
    if (!clear.has(next)) {
      enter(next);
    }
  }
  return undefined;
}
