// Measures our ThreadPool beside piscina, tinypool, workerpool and bare messages: tasks a second with 2 threads.
// npx tsx test/bench/pool/pool.bench.ts [ROUNDS] [TASKS]: needs npm and a registry.
import { interleave } from "../harness/interleave.ts";
import { describeMachine } from "../harness/machine.ts";
import { installPeers } from "../harness/peers.ts";
import { compare, summarize } from "../harness/statistics.ts";
import { renderTable, showSummary } from "../harness/table.ts";
import { type Contender, openers, versions } from "./contenders.ts";
import { compute } from "./tasks.mjs";

const [rounds, tinyTasks] = [Number(process.argv[2] ?? 7), Number(process.argv[3] ?? 20_000)];
const [threads, inFlight, computations] = [2, 64, 80];

const folder = await installPeers(versions);
const contenders: Contender[] = [];
for (const open of Object.values(openers)) contenders.push(await open(threads, folder));
const steps = stepsFor(5);

/** Each runs its tasks to their end and returns how many there were. */
const measures: Record<string, (pool: Contender) => Promise<number>> = {
  [`tiny, ${inFlight} in flight`]: async (pool) => {
    let begun = 0;
    const keepOneInFlight = async () => {
      while (begun < tinyTasks) await pool.add(begun++, 1);
    };
    await Promise.all(Array.from({ length: inFlight }, keepOneInFlight));
    return tinyTasks;
  },
  "tiny, all queued": async (pool) => {
    await Promise.all(Array.from({ length: tinyTasks }, (_, index) => pool.add(index, 1)));
    return tinyTasks;
  },
  "5 ms of computing": async (pool) => {
    await Promise.all(Array.from({ length: computations }, () => pool.compute(steps)));
    return computations;
  },
};

console.log(`${describeMachine()}; ${threads} threads, ${rounds} rounds, ${versions.join(", ")}\n`);
for (const [name, measure] of Object.entries(measures)) {
  const rates = await interleave(
    rounds,
    ...contenders.map((pool) => async () => {
      const startedAt = performance.now();
      return ((await measure(pool)) / (performance.now() - startedAt)) * 1_000;
    }),
  );
  const ours = rates[0] as number[];
  const rows = contenders.map((pool, index) => {
    const theirs = rates[index] as number[];
    const ratio = index === 0 ? "" : showSummary(compare(ours, theirs), 2);
    return [pool.name, showSummary(summarize(theirs)), ratio];
  });
  console.log(renderTable([name, "tasks a second", "ours to it"], rows));
}
for (const pool of contenders) await pool.close();

/** How many steps take so many milliseconds here, on an idle core. */
function stepsFor(ms: number): number {
  const trial = 2_000_000;
  const times = Array.from({ length: 9 }, () => {
    const startedAt = performance.now();
    compute(trial);
    return performance.now() - startedAt;
  });
  return Math.round((trial * ms) / Math.min(...times));
}
