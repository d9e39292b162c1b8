// The limiter against p-limit and p-queue, the async mutex against async-mutex: milliseconds for the same tasks.
// npx tsx test/bench/locks/limiter-and-mutex.bench.ts [ROUNDS]

import { AsyncMutex } from "#solution/03-event-loop/async-mutex.ts";
import { limit } from "#solution/03-event-loop/limiter.ts";
import { interleave } from "../harness/interleave.ts";
import { describeMachine } from "../harness/machine.ts";
import { importPeer, installPeers } from "../harness/peers.ts";
import { compare, summarize } from "../harness/statistics.ts";
import { renderTable, showSummary } from "../harness/table.ts";

type Task = () => Promise<void>;
/** Runs one task by one of the libraries. */
type Run = (task: Task) => Promise<void>;
type Way = (run: Run) => Promise<void>;

const rounds = Number(process.argv[2] ?? "11");
const places = 10;
// p-queue 10 needs Node 22.
const versions = ["p-limit@7.3.3", "p-queue@9.3.5", "async-mutex@0.5.0"];
const peers = await installPeers(versions);
const { default: pLimit } = await importPeer<{
  default(concurrency: number): Run;
}>(peers, "p-limit");
const { default: PQueue } = await importPeer<{
  default: new (options: { concurrency: number }) => { add: Run };
}>(peers, "p-queue");
const { Mutex } = await importPeer<{ Mutex: new () => { runExclusive: Run } }>(
  peers,
  "async-mutex",
);

const limiters: Record<string, () => Run> = {
  ours: () => limit(places),
  "p-limit": () => pLimit(places),
  "p-queue": () => {
    const queue = new PQueue({ concurrency: places });
    return (task) => queue.add(task);
  },
};
const mutexes: Record<string, () => Run> = {
  ours: () => {
    const mutex = new AsyncMutex();
    return (task) => mutex.runExclusive(task);
  },
  "async-mutex": () => {
    const mutex = new Mutex();
    return (task) => mutex.runExclusive(task);
  },
};

const nothing: Task = async () => {};
const oneTurn: Task = () => new Promise((resolve) => setImmediate(resolve));
const allAtOnce =
  (count: number, task: Task): Way =>
  async (run) => {
    const runs: Promise<void>[] = [];
    for (let i = 0; i < count; i++) runs.push(run(task));
    await Promise.all(runs);
  };
const oneByOne =
  (count: number, task: Task): Way =>
  async (run) => {
    for (let i = 0; i < count; i++) await run(task);
  };

console.log(`${versions.join(", ")}; ${describeMachine()}; ${rounds} rounds, in turns\n`);
console.log(
  `Milliseconds: median (least–most). Ratio: how many times as long the other one takes;`,
);
console.log("above 1 ours is ahead.\n");
await compareAll(`limiter, ${places} places`, limiters, {
  "50,000 tasks at once, empty": allAtOnce(50_000, nothing),
  "50,000 tasks at once, a turn each": allAtOnce(50_000, oneTurn),
  "50,000 tasks one by one, empty": oneByOne(50_000, nothing),
});
await compareAll("mutex", mutexes, {
  "50,000 tasks at once, empty": allAtOnce(50_000, nothing),
  "20,000 tasks at once, a turn each": allAtOnce(20_000, oneTurn),
  "50,000 tasks one by one, empty": oneByOne(50_000, nothing),
});

async function compareAll(
  title: string,
  contestants: Record<string, () => Run>,
  ways: Record<string, Way>,
): Promise<void> {
  const names = Object.keys(contestants);
  const rows: string[][] = [];
  for (const [name, way] of Object.entries(ways)) {
    const times = await interleave(
      rounds,
      ...Object.values(contestants).map((make) => () => time(() => way(make()))),
    );
    const [ours = [], ...others] = times;
    rows.push([
      name,
      showSummary(summarize(ours), 1),
      ...others.flatMap((other) => [
        showSummary(summarize(other), 1),
        showSummary(compare(other, ours), 2),
      ]),
    ]);
  }
  console.log(renderTable([title, "ours", ...names.slice(1).flatMap((n) => [n, "ratio"])], rows));
}

async function time(work: () => Promise<void>): Promise<number> {
  const startedMs = performance.now();
  await work();
  return performance.now() - startedMs;
}
