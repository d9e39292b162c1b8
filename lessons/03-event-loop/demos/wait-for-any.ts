// A limiter that many write at first. In which order of events does it break, and how does the report read?

import { inEveryOrder } from "#lesson/03-event-loop/every-order.ts";

// #region limiter
const waitForAny = (places: number) => {
  const running = new Set<Promise<void>>();
  return async (task: () => Promise<void>): Promise<void> => {
    if (running.size >= places) await Promise.race(running);
    const run = task();
    running.add(run);
    await run;
    running.delete(run);
  };
};
// #endregion

// #region scene
const broken = inEveryOrder((stage) => {
  const place = waitForAny(2);
  let on = 0;
  for (const dish of ["soup", "toast", "eggs", "rice"])
    void place(async () => {
      on++;
      stage.note(`${dish} put on`);
      await stage.event(`${dish} done`);
      on--;
    });
  return {
    check: () => {
      if (on > 2) throw new Error(`${on} tasks ran at the same time, with 2 places`);
    },
  };
});
// #endregion
await broken.catch((error: Error) => console.log(error.message));
