// One of two loads fails. What does the other do, with Promise.all alone and with a signal?

import { setImmediate as turn } from "node:timers/promises";

async function load(what: string, turns: number, signal?: AbortSignal): Promise<void> {
  for (let left = turns; left > 0; left--) {
    await turn();
    if (signal?.aborted) return console.log(`  ${what}: stopped`);
  }
  if (what === "prices") throw new Error("no prices");
  console.log(`  ${what}: loaded, for nothing`);
}

// #region alone
console.log("Promise.all:");
await Promise.all([load("prices", 1), load("seats", 5)]).catch(answerWithError);
// #endregion
for (let turns = 0; turns < 10; turns++) await turn();

// #region together
console.log("with a signal:");
const closed = new AbortController(); // the customer closes the page
const failed = new AbortController(); // one of the loads fails
const signal = AbortSignal.any([closed.signal, failed.signal]);
await Promise.all([load("prices", 1, signal), load("seats", 5, signal)]).catch((error) => {
  failed.abort(error);
  answerWithError(error);
});
// #endregion

function answerWithError(error: Error): void {
  console.log(`  the answer is an error: ${error.message}`);
}
