// Five requests reach a server together. It waits for each one by one, for all together, or computes.

import type { ServerResponse } from "node:http";
import { renderBars } from "#lesson/03-event-loop/bars.ts";
import { measure, work } from "#lesson/03-event-loop/jobs.ts";
import { serve } from "#lesson/03-event-loop/local-server.ts";
import { limit } from "#solution/03-event-loop/limiter.ts";

const place = limit(1);

type Handler = (response: ServerResponse) => Promise<unknown>;

// #region handlers
const handlers: Record<string, Handler> = {
  "waits, one by one": (response) =>
    place(async () => {
      await work("waiting");
      response.end();
    }),
  "waits, together": async (response) => {
    await work("waiting");
    response.end();
  },
  "computes, together": async (response) => {
    await work("computing");
    response.end();
  },
};
// #endregion

const times = new Map<string, number>();
for (const [name, handle] of Object.entries(handlers)) {
  const server = await serve((_request, response) => void handle(response));
  const request = async (): Promise<string> => (await fetch(server.url)).text();
  const five = (): Promise<unknown> => Promise.all([1, 2, 3, 4, 5].map(request));
  await five();
  times.set(name, await measure(five, 3));
  server.close();
}
console.log(renderBars(times, "ms", 0));
