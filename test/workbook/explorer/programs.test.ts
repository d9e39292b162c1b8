// Every known program gets its verdict, whatever the reductions.
import { describe, expect, it } from "vitest";
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
const none = { symmetry: false, merge: false };

for (const [group, programs] of Object.entries(groups)) {
  describe(group, () => {
    for (const { scenario, verdict, why, states, options } of programs) {
      it(`${scenario.name}: ${verdict}, for ${why}`, () => {
        const exploration = explore(scenario, { ...options });
        expect([exploration.verdict, exploration.message]).toEqual([verdict, exploration.message]);
        for (const reductions of [{ symmetry: false }, { merge: false }, none]) {
          const other = explore(scenario, { ...options, reductions });
          expect([reductions, other.verdict]).toEqual([reductions, verdict]);
          if (reductions === none && states !== undefined) expect(other.states).toBe(states);
        }
      });
    }
  });
}
