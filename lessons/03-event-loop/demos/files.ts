// Six files from a server that takes its time: one by one, all together, and two at a time.

import { setTimeout as sleep } from "node:timers/promises";
import { renderBars } from "#lesson/03-event-loop/bars.ts";
import { measure } from "#lesson/03-event-loop/jobs.ts";
import { serve } from "#lesson/03-event-loop/local-server.ts";
import { limit } from "#solution/03-event-loop/limiter.ts";

const server = await serve(async (_request, response) => {
  await sleep(50);
  response.end("the file");
});
const files = ["a", "b", "c", "d", "e", "f"].map((name) => `${server.url}/${name}.txt`);

// #region ways
const download = async (file: string): Promise<string> => (await fetch(file)).text();
const ways: Record<string, () => Promise<unknown>> = {
  "one by one": async () => {
    for (const file of files) await download(file);
  },
  "all together": () => Promise.all(files.map(download)),
  "2 at a time": () => {
    const place = limit(2);
    return Promise.all(files.map((file) => place(() => download(file))));
  },
};
// #endregion

await Promise.all(files.map(download)); // the connections are there then
const times = new Map<string, number>();
for (const [name, way] of Object.entries(ways)) times.set(name, await measure(way));
console.log(renderBars(times, "ms", 0));
server.close();
