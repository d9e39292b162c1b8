// Which request is this? A thread's answer comes in a listener that belongs to no request.

import { AsyncLocalStorage, AsyncResource } from "node:async_hooks";
import { startWorker } from "#lesson/01-threads/start-worker.ts";

const request = new AsyncLocalStorage<string>();
const worker = startWorker(new URL("../../03-event-loop/echo.ts", import.meta.url));
const waiting: (() => void)[] = [];

// #region listener
worker.on("message", () => waiting.shift()?.());

function shrink(whenDone: () => void): void {
  waiting.push(whenDone);
  worker.postMessage("poster");
}
// #endregion

const log = (how: string): void => console.log(`${how} done for ${request.getStore()}`);
// #region requests
request.run("request 1", () => shrink(() => log("callback:")));
request.run("request 2", () => shrink(AsyncResource.bind(() => log("bound:   "))));
request.run("request 3", async () => {
  await new Promise<void>((resolve) => shrink(resolve));
  log("awaited: ");
  await worker.terminate();
});
// #endregion
