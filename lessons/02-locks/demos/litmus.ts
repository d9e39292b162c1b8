// A litmus test: each thread writes a cell and reads the other's. Can both read 0? Change it, and see.

import { isMainThread, parentPort, workerData } from "node:worker_threads";
import { meet, runThreads, share } from "#lesson/02-locks/meet.ts";
import { explore } from "#workbook/explorer/index.ts";

const runs = 20_000;
// #region ways
type Way = (cells: Int32Array, mine: number, other: number) => unknown;
const ways: Record<string, Way> = {
  plain: (cells, mine, other) => {
    cells[mine] = 1;
    return cells[other];
  },
  atomic: (cells, mine, other) => {
    Atomics.store(cells, mine, 1);
    return Atomics.load(cells, other);
  },
};
// #endregion

if (isMainThread) {
  for (const [way, test] of Object.entries(ways)) {
    const data = { way, cells: share(32 * runs).fill(0), gate: share(1) };
    const [left = [], right = []] = await runThreads<number[]>(import.meta.url, 2, data);
    const count = left.filter((seen, run) => seen === 0 && right[run] === 0).length;
    const threads = [0, 1].map((id) => (m: { x: Int32Array }) => test(m.x, id, 1 - id));
    const final = (_: unknown, seen: readonly unknown[]) => seen.includes(1);
    const { verdict } = explore({ name: way, memory: { x: 2 }, threads, final });
    const times = verdict === "holds" && count === 0 ? "never" : `in ${count} of ${runs} runs`;
    console.log(`${way.padEnd(7)} ${verdict.padEnd(10)} both read 0 ${times}`);
  }
} else {
  const { way, id, cells, gate } = workerData;
  const read = Array.from({ length: runs }, (_, run) => {
    meet(gate, 2, run + 1);
    return ways[way]?.(cells, 32 * run + 16 * id, 32 * run + 16 * (1 - id));
  });
  parentPort?.postMessage(read);
}
