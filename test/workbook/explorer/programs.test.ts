// Every known program gets its verdict, whatever the reductions. INTERLEAVE_ALL=1 tries them all.
import { describe, expect, it } from "vitest";
import type { ExploreOptions } from "#workbook/explorer/contract/scenario.ts";
import { explore } from "#workbook/explorer/explore.ts";
import { litmusPrograms } from "./programs/litmus.ts";
import { lockPrograms } from "./programs/locks.ts";
import { mutualExclusionPrograms } from "./programs/mutual-exclusion.ts";
import { structurePrograms } from "./programs/structures.ts";
import { synchronizerPrograms } from "./programs/synchronizers.ts";

const groups = {
  litmus: litmusPrograms,
  "mutual exclusion": mutualExclusionPrograms,
  locks: lockPrograms,
  synchronizers: synchronizerPrograms,
  structures: structurePrograms,
};
const none = {
  reductions: { symmetry: false, partialOrder: false, merge: false, runAhead: false },
};
const merged = { mergeAfterStates: 0 };
const variants: ExploreOptions[] = [none, merged, { reductions: { partialOrder: false } }];
if (process.env.INTERLEAVE_ALL)
  variants.push(
    { reductions: { symmetry: false } },
    { reductions: { merge: false } },
    { reductions: { symmetry: false }, ...merged },
  );

for (const [group, programs] of Object.entries(groups)) {
  describe(group, () => {
    for (const { scenario, verdict, why, states, options, exhaustive } of programs) {
      it(`${scenario.name}: ${verdict}, for ${why}`, () => {
        const exploration = explore(scenario, { ...options });
        expect([exploration.verdict, exploration.message]).toEqual([verdict, exploration.message]);
        if (verdict === "holds") expect(exploration.exhaustive).toBe(exhaustive ?? true);
        const oneByOne = explore(scenario, { ...options, reductions: { runAhead: false } });
        expect({ ...oneByOne, ms: 0 }).toEqual({ ...exploration, ms: 0 });
        for (const variant of variants) {
          const other = explore(scenario, { ...options, ...variant });
          expect([variant, other.verdict]).toEqual([variant, verdict]);
          if (variant === none && states !== undefined) expect(other.states).toBe(states);
        }
      });
    }
  });
}
