// Three workers, six jobs, and three ways to say that there are no more.

import { setImmediate as nextTurn } from "node:timers/promises";
import { AsyncQueue } from "#solution/04-queues/async-queue.ts";

const end = Symbol("end of jobs");
type Jobs = AsyncQueue<number | typeof end>;

// #region ways
const ways: Record<string, (jobs: Jobs) => Promise<void> | void> = {
  "one end marker": (jobs) => jobs.put(end),
  "one for each worker": async (jobs) => {
    for (let worker = 0; worker < 3; worker++) await jobs.put(end);
  },
  "close the queue": (jobs) => jobs.close(),
};
// #endregion

for (const [name, sayEnd] of Object.entries(ways)) {
  const jobs: Jobs = new AsyncQueue();
  let gone = 0;
  const work = async () => {
    for (;;) {
      const job = await jobs.get();
      if (job === end || job === undefined) break;
    }
    gone++;
  };
  for (let worker = 0; worker < 3; worker++) void work();
  for (let job = 1; job <= 6; job++) await jobs.put(job);
  await sayEnd(jobs);
  await nextTurn();
  console.log(`${name}: ${gone} of 3 workers went home`);
}
