const YEAR = 365 * 86_400;

/** The largest unit that divides it: `1 y`, `30 d`, `2 h`, `5 min`, `10 s`. */
export function duration(seconds: number): string {
  for (const [size, unit] of [
    [YEAR, "y"],
    [86_400, "d"],
    [3600, "h"],
    [60, "min"],
  ] as const) {
    if (seconds >= size && seconds % size === 0) {
      return `${seconds / size} ${unit}`;
    }
  }
  return `${seconds} s`;
}
