// A server makes eight thumbnails, on its event loop or in a pool. How long does Ann wait for her answer?

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startLogThread } from "#lesson/04-queues/log-thread.ts";
import { drawTimes, type Measured } from "#lesson/07-pools/stopwatch.ts";
import { drawPicture, makeThumbnail } from "#lesson/07-pools/tasks/pictures.ts";
import { startTicketServer } from "#lesson/07-pools/ticket-server.ts";
import { ThreadPool } from "#solution/07-pools/thread-pool.ts";

const folder = mkdtempSync(join(tmpdir(), "tickets-"));
const log = startLogThread({ file: join(folder, "requests.log") });
const pictures = new URL("../tasks/pictures.ts", import.meta.url);
await using pool = new ThreadPool<typeof import("../tasks/pictures.ts")>(pictures, { size: 2 });
const png = drawPicture(1, 240, 180);

// #region ways
const ways = {
  "on the loop": () => makeThumbnail(png, 32).value,
  "in the pool": () => pool.submit("makeThumbnail", [png, 32]).result(),
};
// #endregion
const waits: Measured[] = [];
for (const [label, make] of Object.entries(ways)) {
  const server = await startTicketServer(make, log);
  const get = async (path: string) => await (await fetch(server.url + path)).arrayBuffer();
  await Promise.all([get("/thumbnail"), get("/thumbnail"), get("/tickets")]);
  const thumbnails = Array.from({ length: 8 }, () => get("/thumbnail"));
  const startedAt = performance.now();
  await get("/tickets");
  waits.push({ label, ms: performance.now() - startedAt });
  await Promise.all(thumbnails);
  await server.close();
}
console.log(drawTimes(waits));
console.log(`requests in the log: ${await log.close()}`);
rmSync(folder, { recursive: true });
