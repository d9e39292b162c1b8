// The same two ideas on one event loop: EventTarget is a bell, AbortSignal is an event.

import { setTimeout as sleep } from "node:timers/promises";

// #region bell
const kitchen = new EventTarget();
kitchen.dispatchEvent(new Event("open"));
kitchen.addEventListener("open", () => console.log("heard the bell"));
// #endregion

// #region event
const closing = new AbortController();
closing.abort();
closing.signal.addEventListener("abort", () => console.log("heard"));
if (closing.signal.aborted) console.log("not heard, but remembered");
// #endregion

// #region pause
const closingSoon = new AbortController();
const pause = sleep(60_000, "slept", { signal: closingSoon.signal }).catch(() => "left at once");
closingSoon.abort();
console.log(`the pause of a minute: ${await pause}`);
// #endregion
