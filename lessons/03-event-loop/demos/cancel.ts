// A guest gives up waiting. Does the kitchen notice?

import { setTimeout as sleep } from "node:timers/promises";

async function cook(dish: string, signal?: AbortSignal): Promise<void> {
  try {
    for (const step of ["chopped", "fried"]) {
      await sleep(30, undefined, signal ? { signal } : {});
      console.log(`  ${dish}: ${step}`);
    }
  } finally {
    console.log(`  ${dish}: the stove is off`);
  }
}

// #region race
console.log("by Promise.race:");
const patience = sleep(10);
const stew = cook("stew");
await Promise.race([stew, patience]);
console.log("the guest leaves");
await stew;
// #endregion

// #region signal
console.log("by a signal:");
const guest = new AbortController();
const soup = cook("soup", guest.signal);
guest.abort();
console.log("the guest leaves");
await soup.catch((error: Error) => console.log(`  soup: ${error.name}`));
// #endregion
