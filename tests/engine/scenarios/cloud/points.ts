/*
 * How many operations the specs of this folder have interrupted or let fail, for a line at the end of the run.
 * Each spec asks for its own part of them.
 */

let points = 0;

/** Notes how many kill or fault points a spec has tried, none of which lost or doubled anything. */
export function countPoints(count: number): void {
  points += count;
}

after(() => {
  if (points > 0) {
    console.log(`  tried ${points} kill and fault points: none lost, none doubled`);
  }
});
