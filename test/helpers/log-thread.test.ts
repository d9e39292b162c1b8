// The log thread and the ring of messages under it, which lessons build on and no exercise tests.

import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, expect, it } from "vitest";
import { share } from "#lesson/02-locks/meet.ts";
import { LogThread, startLogThread } from "#lesson/04-queues/log-thread.ts";
import { MessageRing, textCodec } from "#lesson/04-queues/message-ring.ts";
import { QueueClosedError } from "#lesson/04-queues/queue.ts";

const folder = mkdtempSync(join(tmpdir(), "interleave log "));
afterAll(() => rmSync(folder, { recursive: true }));

it("a ring of messages does what an array with a limit does", () => {
  const steps = fc.array(fc.option(fc.string({ unit: "grapheme", maxLength: 3 })), {
    maxLength: 40,
  });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 4 }), steps, (capacity, texts) => {
      const cells = share(MessageRing.lengthFor(capacity, 100));
      const [ring, model] = [new MessageRing(cells, 100, textCodec), [] as string[]];
      expect(ring.capacity).toBe(capacity);
      for (const text of texts) {
        if (text === null) expect(ring.tryGet()).toBe(model.shift());
        else if (model.length === capacity) expect(ring.tryPut(text)).toBe(false);
        else expect(ring.tryPut(text) && model.push(text)).toBeTruthy();
        expect(ring.size).toBe(model.length);
      }
    }),
    { seed: 4, numRuns: 200 },
  );
});

it("text that does not fit into a slot is cut off after a whole character", () => {
  const ring = new MessageRing(share(MessageRing.lengthFor(1, 5)), 5, textCodec);
  ring.tryPut("naïveté");
  expect(ring.tryGet()).toBe("naïv");
  ring.tryPut("abcdï");
  expect(ring.tryGet()).toBe("abcd");
});

it("lines are added to the file, in order, and all of them are there after close", async () => {
  const file = join(folder, "kitchen.log");
  writeFileSync(file, "yesterday\n");
  const log = startLogThread({ file, capacity: 4 });
  const lines = Array.from({ length: 100 }, (_, dish) => `dish ${dish}`);
  for (const line of lines) expect(log.write(line)).toBe(true);
  expect(await log.close()).toBe(100);
  expect(readFileSync(file, "utf8")).toBe(`yesterday\n${lines.join("\n")}\n`);
  expect(() => log.write("too late")).toThrow(QueueClosedError);
});

it("a line that finds no room is dropped and counted, if that was asked for", async () => {
  const log = startLogThread({ file: join(folder, "drop.log"), capacity: 2, onFull: "drop" });
  let written = 0;
  // Faster than a thread that has yet to start.
  for (let line = 0; line < 1_000; line++) if (log.write(`${line}`)) written++;
  expect(await log.close()).toBe(written);
  expect(log.dropped).toBe(1_000 - written);
  expect(log.dropped).toBeGreaterThan(0);
});

it("whoever writes is told when the log thread has failed, and close says why", async () => {
  const file = join(folder, "read-only.log");
  writeFileSync(file, "");
  const started = startLogThread({ file, capacity: 1 });
  await started.close();
  const readOnly = openSync(file, "r");
  const queueCells = share(started.handle.queueCells.length);
  const log = new LogThread({ ...started.handle, queueCells }, readOnly);
  const writeAll = () => {
    for (;;) log.write("into a file that cannot be written");
  };
  expect(writeAll).toThrow(QueueClosedError);
  await expect(log.close()).rejects.toThrow(/EBADF/);
  expect(() => closeSync(readOnly), "it is closed already").toThrow();
});

it("a file that cannot be opened is an error at once", () => {
  expect(() => startLogThread({ file: join(folder, "no", "folder.log") })).toThrow(/ENOENT/);
});
