// Four jobs, one by one, together on the loop, and in four threads: what does it save?

import { ask, type Job, measure, startCrew, work } from "#lesson/03-event-loop/jobs.ts";

const four = [0, 1, 2, 3];
const crew = await startCrew(four.length);

type Way = (job: Job) => Promise<unknown>;

// #region ways
const ways: Record<string, Way> = {
  "one by one": async (job) => {
    for (const _ of four) await work(job);
  },
  together: (job) => Promise.all(four.map(() => work(job))),
  threads: (job) => Promise.all(crew.map((worker) => ask(worker, job))),
};
// #endregion

const print = (...cells: string[]): void => {
  const row = cells.map((cell) => cell.padEnd(12));
  console.log(row.join("").trimEnd());
};
print("four jobs", ...Object.keys(ways));
for (const job of ["waiting", "computing"] as const) {
  // Code that has run for a while runs faster: none of the ways is to be the first.
  for (const way of Object.values(ways)) await way(job);
  const times: number[] = [];
  for (const way of Object.values(ways)) times.push(await measure(() => way(job), 3));
  print(job, ...times.map((ms) => `${ms.toFixed(0)} ms`));
}
for (const worker of crew) await worker.terminate();
