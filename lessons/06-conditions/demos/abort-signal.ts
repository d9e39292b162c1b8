// The same two ideas on one event loop: EventTarget is a bell, AbortSignal is an event.

import { setTimeout as sleep } from "node:timers/promises";

// #region bell
const kitchen = new EventTarget();
kitchen.dispatchEvent(new Event("open"));
kitchen.addEventListener("open", () => console.log("bell: never printed"));
// #endregion

// #region event
const closing = new AbortController();
closing.abort();
closing.signal.addEventListener("abort", () => console.log("abort: never printed either"));
if (closing.signal.aborted) console.log("aborted: but the signal remembers");
// #endregion

// #region pause
const closingSoon = new AbortController();
const pause = sleep(60_000, "slept", { signal: closingSoon.signal }).catch(() => "left at once");
closingSoon.abort();
console.log(`the pause of a minute: ${await pause}`);
// #endregion
