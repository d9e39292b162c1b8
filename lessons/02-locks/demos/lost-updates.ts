// Two threads add one three times each: 1,000 real runs beside what every schedule can lead to.

import { isMainThread, workerData } from "node:worker_threads";
import { meet, runThreads, share } from "#lesson/02-locks/meet.ts";
import { explore } from "#workbook/explorer/index.ts";

const runs = 1_000;
// #region add
function addThree(counter: Int32Array): void {
  for (let times = 0; times < 3; times++) {
    const seen = Atomics.load(counter, 0);
    Atomics.store(counter, 0, seen + 1);
  }
}
// #endregion

if (isMainThread) main();
else {
  const { counters, gate } = workerData as Record<"counters" | "gate", Int32Array>;
  for (let run = 0; run < runs; run++) {
    meet(gate, 2, run + 1);
    addThree(counters.subarray(run, run + 1));
  }
}

async function main(): Promise<void> {
  const data = { counters: share(runs), gate: share(1) };
  await runThreads(import.meta.url, 2, data);

  const possible = new Set<number>();
  const threads = { count: 2, run: (m: Record<"counter", Int32Array>) => addThree(m.counter) };
  const final = (m: { counter: Int32Array & { 0: number } }) => void possible.add(m.counter[0]);
  explore({ name: "each adds one three times", memory: { counter: 1 }, threads, final });
  for (let value = 1; value <= 6; value++) {
    const count = data.counters.filter((counter) => counter === value).length;
    const verdict = possible.has(value) ? "possible  " : "impossible";
    const bar = "█".repeat(Math.ceil((count / runs) * 40)) || "▏";
    console.log(`${value}  ${verdict}  ${bar} ${count}`);
  }
}
