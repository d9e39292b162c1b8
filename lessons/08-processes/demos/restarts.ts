// A process that fails whenever it is started, under our supervisor, on a clock that only sleeps turn.

import type { Clock } from "#lesson/08-processes/clock.ts";
import { Supervisor } from "#solution/08-processes/supervisor.ts";

let nowMs = 0;
const clock: Clock = {
  get nowMs() {
    return nowMs;
  },
  async sleep(ms) {
    nowMs += ms;
  },
};

const startedAtSeconds: number[] = [];
// #region supervisor
const supervisor = new Supervisor({
  start: () => {
    startedAtSeconds.push(nowMs / 1_000);
    return { ended: Promise.resolve({ code: 1, signal: null }), stop: () => {} };
  },
  firstPauseMs: 1_000,
  longestPauseMs: 30_000,
  maxFailures: 8,
  steadyMs: 60_000,
  clock,
});
// #endregion
const error = await supervisor.run().catch((error: Error) => error.message);
console.log(`started at second ${startedAtSeconds.join(", ")}`);
console.log(error);
