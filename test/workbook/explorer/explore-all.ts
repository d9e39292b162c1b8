// What comes of all known programs and of a specification, as text. Bundled beside an explorer, to run in Node and in a browser.

import { explore, refine, renderExploration } from "#workbook/explorer/index.ts";
import { Permits, specify } from "./permits.ts";
import { litmusPrograms } from "./programs/litmus.ts";
import { lockPrograms } from "./programs/locks.ts";
import { mutualExclusionPrograms } from "./programs/mutual-exclusion.ts";
import { structurePrograms } from "./programs/structures.ts";
import { synchronizerPrograms } from "./programs/synchronizers.ts";

class Right extends Permits {}
class Deaf extends Permits {
  override give(): void {
    Atomics.add(this.cells, 0, 1);
  }
}

const groups = [
  litmusPrograms,
  mutualExclusionPrograms,
  lockPrograms,
  synchronizerPrograms,
  structurePrograms,
];

/** In a browser the clock is that of the wall, and the machine may be busy. */
const unhurried = { timeMs: 600_000, mergeAfterMs: 600_000, loopRounds: 2_000 };

/** All but the time it took and the folders of files, which differ. */
export function exploreAll(): string {
  const programs = groups.flat().map(({ scenario, verdict, options = {} }) => {
    const exploration = { ...explore(scenario, { ...unhurried, ...options }), ms: 0 };
    return { expected: verdict, told: renderExploration(exploration), ...exploration };
  });
  const structures = [Right, Deaf].map((type) => refine(specify(type), unhurried));
  for (const { refused } of structures) if (refused) refused.exploration.ms = 0;
  return JSON.stringify({ programs, structures }, (key, value) => {
    if (key === "file") return value.replace(/^.*\//, "");
    return typeof value === "bigint" ? `${value}n` : value;
  });
}
