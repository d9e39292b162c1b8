// A window must answer while we compute: how late is the event loop, drawn over time?

import { compute, computeInSteps } from "#lesson/03-event-loop/jobs.ts";
import { drawDelay, findWorst, watchLoop } from "#lesson/03-event-loop/loop-delay.ts";
import { offload } from "#solution/03-event-loop/offload.ts";
import { runInSlices } from "#solution/03-event-loop/slices.ts";

const limit = 10_000;
const countPrimes = new URL("../count-primes.ts", import.meta.url);

// #region ways
const ways: Record<string, () => Promise<unknown>> = {
  "on the loop": async () => compute(limit),
  "in slices": () => runInSlices(computeInSteps(limit), { sliceMs: 5 }),
  "in a thread": () => offload(countPrimes, limit),
};
// #endregion

compute(limit);
for (const _ of computeInSteps(limit));
for (const [name, work] of Object.entries(ways)) {
  const ticks = await watchLoop(work);
  console.log(`${name.padEnd(12)}${drawDelay(ticks, 20, 32)} ${findWorst(ticks)} ms late at worst`);
}
