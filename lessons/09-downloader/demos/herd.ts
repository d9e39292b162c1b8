// A thousand clients lose their server in the same moment. When do they come back?

import { chooseWaitMs } from "#solution/09-downloader/retry.ts";

let state = 1;
/** A small generator, so that the run is the same each time. */
function random(): number {
  state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
  return state / 2 ** 31;
}

/** The most clients that ask within the same tenth of a second. */
function countRush(chance: () => number): number {
  const tenths = new Map<number, number>();
  for (let client = 0; client < 1_000; client++) {
    // #region waits
    const atMs = chooseWaitMs(1, chance) + chooseWaitMs(2, chance) + chooseWaitMs(3, chance);
    // #endregion
    const tenth = Math.floor(atMs / 100);
    tenths.set(tenth, (tenths.get(tenth) ?? 0) + 1);
  }
  return Math.max(...tenths.values());
}

console.log(`the third time, without chance: ${countRush(() => 1)} together`);
console.log(`the third time, with chance: ${countRush(random)} together`);
