// A litmus test: each thread writes a cell and reads the other's. Can both read 0? Change it, and see.

import { isMainThread, workerData } from "node:worker_threads";
import { meet, runThreads, share } from "#lesson/02-locks/meet.ts";
import { explore } from "#workbook/explorer/index.ts";

const runs = 2_000;
type Way = (cells: Int32Array, mine: number, other: number) => unknown;
const ways: Record<string, Way> = {
  // #region ways
  plain: (cells, mine, other) => {
    cells[mine] = 1;
    return cells[other];
  },
  atomic: (cells, mine, other) => {
    Atomics.store(cells, mine, 1);
    return Atomics.load(cells, other);
  },
  // #endregion
};

if (isMainThread) {
  const [cells, seen, gate] = [share(64 * runs), share(2 * runs), share(1)] as const;
  runThreads(import.meta.url, 2, { cells, seen, gate }).then(() => {
    for (const [index, [way, test]] of Object.entries(ways).entries()) {
      const count = seen.subarray(index * runs, (index + 1) * runs).filter((sum) => !sum).length;
      const threads = [0, 1].map((id) => (m: { x: Int32Array }) => test(m.x, id, 1 - id));
      const final = (_: unknown, values: readonly unknown[]) => values.includes(1);
      const { verdict } = explore({ name: way, memory: { x: 2 }, threads, final });
      console.log(`${way.padEnd(8)}${verdict.padEnd(11)}both read 0 in ${count} of ${runs} runs`);
    }
  });
} else {
  const { id, cells, seen, gate } = workerData;
  for (const [index, test] of Object.values(ways).entries())
    for (let run = index * runs; run < (index + 1) * runs; run++) {
      meet(gate, 2, run + 1);
      Atomics.add(seen, run, Number(test(cells, 32 * run + 16 * id, 32 * run + 16 * (1 - id))));
    }
}
