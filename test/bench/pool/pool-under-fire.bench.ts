// Kills a thread of the pool every 50 ms while 10,000 tasks run: counts what became of each of them.
// npx tsx test/bench/pool/pool-under-fire.bench.ts [TASKS] [MILLISECONDS]
import type { Worker } from "node:worker_threads";
import { ThreadPool } from "#solution/07-pools/thread-pool.ts";
import { describeMachine } from "../harness/machine.ts";

const [tasks, everyMs] = [Number(process.argv[2] ?? 10_000), Number(process.argv[3] ?? 50)];
const living: Worker[] = [];
process.on("worker", (worker: Worker) => {
  // Its first message says that it has started: one killed before has run nothing.
  worker.once("message", () => living.push(worker));
  worker.once("exit", () => {
    if (living.includes(worker)) living.splice(living.indexOf(worker), 1);
  });
});

const pool = new ThreadPool<typeof import("./tasks.mjs")>(new URL("./tasks.mjs", import.meta.url), {
  size: 2,
});
const ran = new Int32Array(new SharedArrayBuffer(4 * tasks));
const settled = new Int32Array(tasks);
let kills = 0;
const gun = setInterval(() => {
  const victim = living[kills % living.length];
  if (!victim) return;
  kills++;
  void victim.terminate();
}, everyMs);

const futures = Array.from({ length: tasks }, (_, task) => {
  const future = pool.submit("mark", [ran, task, 100_000]);
  future.onDone(() => (settled[task] = (settled[task] ?? 0) + 1));
  return future;
});
await Promise.all(futures.map((future) => future.error()));
clearInterval(gun);
await pool.close();

const count = (holds: (task: number) => boolean) => futures.filter((_, task) => holds(task)).length;
const isFulfilled = (task: number) => futures[task]?.state === "fulfilled";
const lines = {
  "threads killed": kills,
  "futures settled once": count((task) => settled[task] === 1),
  fulfilled: count(isFulfilled),
  "rejected, since their thread was killed": count((task) => futures[task]?.state === "rejected"),
  "fulfilled, and ran once": count((task) => isFulfilled(task) && ran[task] === 1),
  "ran more than once": count((task) => Number(ran[task]) > 1),
};
console.log(`${describeMachine()}; ${tasks} tasks\n`);
for (const [what, number] of Object.entries(lines))
  console.log(`${String(number).padStart(6)} ${what}`);
const isRight =
  lines["futures settled once"] === tasks &&
  lines["ran more than once"] === 0 &&
  lines["fulfilled, and ran once"] === lines.fulfilled;
if (!isRight) process.exitCode = 1;
