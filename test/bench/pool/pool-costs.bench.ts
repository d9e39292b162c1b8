// What our ThreadPool costs beside piscina, tinypool, workerpool and bare messages: latency, a megabyte, start-up, memory.
// npx tsx test/bench/pool/pool-costs.bench.ts [ROUNDS]: needs npm and a registry.

import { fileURLToPath } from "node:url";
import { runChild } from "../harness/child.ts";
import { interleave } from "../harness/interleave.ts";
import { describeMachine } from "../harness/machine.ts";
import { installPeers } from "../harness/peers.ts";
import { compare, summarize } from "../harness/statistics.ts";
import { renderTable, showSummary } from "../harness/table.ts";
import { type Contender, openers, versions } from "./contenders.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const rounds = Number(process.argv[2] ?? 7);
const [threads, tasks, megabytes, idleThreads] = [2, 2_000, 200, 8];
const folder = await installPeers(versions);
const names = Object.keys(openers) as (keyof typeof openers)[];
const contenders: Contender[] = [];
for (const open of Object.values(openers)) contenders.push(await open(threads, folder));

console.log(`${describeMachine()}; ${threads} threads, ${rounds} rounds, ${versions.join(", ")}`);
console.log("Ratio: how many times as much as ours.\n");
for (const inFlight of [1, 8])
  await show(
    `µs a task, ${inFlight} in flight`,
    contenders.map((pool) => () => timeTasks(inFlight, tasks, () => pool.add(1, 2))),
  );
await show(
  "µs for 1 MiB handed over",
  contenders.map(
    (pool) => () => timeTasks(1, megabytes, () => pool.measure(new ArrayBuffer(2 ** 20))),
  ),
);
for (const pool of contenders) await pool.close();
await show(
  "ms from its import to its first result",
  names.map((name) => async () => (await runAlone(name, 1)).firstMs),
);
await show(
  "MiB an idle thread",
  names.map((name) => async () => {
    const [few, many] = [await runAlone(name, 1), await runAlone(name, 1 + idleThreads)];
    return (many.rssMib - few.rssMib) / idleThreads;
  }),
);

async function show(title: string, runs: (() => Promise<number>)[]): Promise<void> {
  const results = await interleave(rounds, ...runs);
  const [ours = []] = results;
  const rows = names.map((name, index) => {
    const own = results[index] ?? [];
    const ratio = index === 0 ? "" : showSummary(compare(own, ours), 2);
    return [name, showSummary(summarize(own), 1), ratio];
  });
  console.log(renderTable([title, "", "ratio"], rows));
}

/** Microseconds a task, with so many in flight. */
async function timeTasks(
  inFlight: number,
  count: number,
  task: () => Promise<unknown>,
): Promise<number> {
  let begun = 0;
  const startedAt = performance.now();
  const keepOneInFlight = async (): Promise<void> => {
    while (begun++ < count) await task();
  };
  await Promise.all(Array.from({ length: inFlight }, keepOneInFlight));
  return ((performance.now() - startedAt) * 1_000) / count;
}

async function runAlone(name: string, size: number): Promise<{ firstMs: number; rssMib: number }> {
  const file = fileURLToPath(new URL("one-pool.ts", import.meta.url));
  const words = ["--import", "tsx", file, name, String(size), folder];
  const { stdout } = await runChild(process.execPath, words, { cwd: root });
  return JSON.parse(stdout);
}
