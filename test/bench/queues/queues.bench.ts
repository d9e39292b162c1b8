// Messages of 64 bytes from one thread to another: our blocking queue against what Node has and ringbuf.js.
// npx tsx test/bench/queues/queues.bench.ts [ROUNDS]

import { MessageChannel } from "node:worker_threads";
import { startWorker } from "#lesson/01-threads/start-worker.ts";
import { share } from "#lesson/02-locks/meet.ts";
import { join } from "#solution/01-threads/join.ts";
import { interleave } from "../harness/interleave.ts";
import { describeMachine } from "../harness/machine.ts";
import { installPeers } from "../harness/peers.ts";
import { compare, summarize } from "../harness/statistics.ts";
import { renderTable, showSummary } from "../harness/table.ts";
import { type Way, type WayName, ways } from "./ways.ts";

interface Measured {
  /** From one message to the next. */
  ns: number;
  /** Processor time of both threads for a message. */
  cpuNs: number;
}

const rounds = Number(process.argv[2] ?? "7");
const version = "ringbuf.js@0.4.0";
const peers = await installPeers([version]);
const names = Object.keys(ways) as WayName[];
const counts: Record<number, (name: WayName) => number> = {
  1024: (name) => (/Message/.test(name) ? 60_000 : 400_000),
  1: () => 20_000,
};

console.log(`${version}; ${describeMachine()}; ${rounds} rounds, in turns\n`);
console.log("Nanoseconds a message: median (least–most), and of processor time. Ratio: how many");
console.log("times as long the other one takes; above 1 ours is ahead.\n");
for (const capacity of [1_024, 1]) {
  const runs = names.map((name) => () => pass(name, capacity));
  const results = (await interleave(rounds, ...runs)) as Measured[][];
  const [first = []] = results;
  const rows = results.map((measured, index) => [
    names[index] ?? "",
    showSummary(summarize(measured.map(({ ns }) => ns))),
    showSummary(summarize(measured.map(({ cpuNs }) => cpuNs))),
    index === 0 ? "" : showSummary(compare(nanoseconds(measured), nanoseconds(first)), 2),
  ]);
  const head = [`room for ${capacity.toLocaleString("en-US")}`, "ns", "of processor time", "ratio"];
  console.log(renderTable(head, rows));
}

function nanoseconds(measured: readonly Measured[]): number[] {
  return measured.map(({ ns }) => ns);
}

async function pass(name: WayName, capacity: number): Promise<Measured> {
  const way: Way = ways[name];
  const { port1, port2 } = new MessageChannel();
  const count = counts[capacity]?.(name) ?? 0;
  const shared = {
    way: name,
    capacity,
    peers,
    memory: new SharedArrayBuffer(await way.memoryBytes(capacity, peers)),
    warmUp: count / 4,
    count,
    gate: share(1),
  };
  const threads = [port1, port2].map((port) => {
    const workerData = { ...shared, port, isProducer: port === port1 };
    const file = new URL("./thread.ts", import.meta.url);
    return join<Measured>(startWorker(file, { workerData, transferList: [port] }));
  });
  const [, measured] = await Promise.all(threads);
  if (!measured) throw new Error("the consumer measured nothing");
  return measured;
}
