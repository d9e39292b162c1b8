// Bytes go to a thread, copied, transferred and shared. From which size on does the copy cost more than the message?

import { startWorker } from "#lesson/01-threads/start-worker.ts";
import { renderBars } from "#lesson/03-event-loop/bars.ts";
import { ask, measure } from "#lesson/03-event-loop/jobs.ts";

const echo = startWorker(new URL("../echo.ts", import.meta.url));
const KiB = 1024;

async function measureTrip(make: () => Uint8Array, doTransfer: boolean): Promise<number> {
  const parcels = Array.from({ length: 15 }, make);
  return measure(async () => {
    const bytes = parcels.pop() ?? make();
    await ask(echo, bytes, doTransfer ? [bytes.buffer as ArrayBuffer] : []);
  }, 15);
}
const copy = (size: number) => measureTrip(() => new Uint8Array(size).fill(1), false);
const transfer = (size: number) => measureTrip(() => new Uint8Array(size).fill(1), true);
const share = (size: number) =>
  measureTrip(() => new Uint8Array(new SharedArrayBuffer(size)), false);

// Both threads get faster in their first thousands of trips.
for (let i = 0; i < 100; i++) for (const way of [copy, transfer, share]) await way(16 * KiB);
const times = new Map<string, number>();
for (const [name, way] of Object.entries({ copied: copy, transferred: transfer, shared: share }))
  for (const size of [16 * KiB, 1024 * KiB, 8192 * KiB])
    times.set(`${size / KiB} KiB ${name}`, 1000 * (await way(size)));
console.log(renderBars(times, "µs", 0));

let size = 16 * KiB;
while (size < 65536 * KiB && (await copy(size)) < 2 * (await share(size))) size *= 2;
console.log(`The copy costs more than the message from about ${size / KiB} KiB on.`);
await echo.terminate();
