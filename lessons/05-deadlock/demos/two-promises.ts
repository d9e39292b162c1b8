// Two promises that await each other: no lock, no thread, and no error either.

import { findCycle } from "#solution/05-deadlock/find-cycle.ts";

const waitsFor = new Map<string, string[]>();

// #region promises
async function cook(): Promise<void> {
  waitsFor.set("the cook", ["the guest"]);
  await guestPays;
  console.log("The dish is cooked.");
}

async function pay(): Promise<void> {
  waitsFor.set("the guest", ["the cook"]);
  await dishIsCooked;
  console.log("The guest pays.");
}

const started = Promise.resolve();
const dishIsCooked = started.then(cook);
const guestPays = started.then(pay);
// #endregion

process.on("exit", (code) => {
  const cycle = findCycle(waitsFor) ?? [];
  console.log(`${[...cycle, cycle[0]].join(" waits for ")}.`);
  console.log(`Exit code ${code}: nothing is left to do, so nothing is wrong.`);
});
