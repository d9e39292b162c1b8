// What the downloader takes of the machine: one write at a time, and memory that is given back.

import type { FileHandle } from "node:fs/promises";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { expect, test } from "vitest";
import { type Disk, realDisk } from "#lesson/09-downloader/disk.ts";
import { PartFile } from "#lesson/09-downloader/file/part-file.ts";
import { createBufferFreer } from "#lesson/09-downloader/http/small-memory.ts";

test("a part file is in one write at a time, however many want to write", async () => {
  const folder = await mkdtemp(join(tmpdir(), "interleave-parts-"));
  let [running, most] = [0, 0];
  const open: Disk["open"] = async (...words) => {
    const handle = await realDisk.open(...words);
    const write = handle.writev.bind(handle);
    const writev: FileHandle["writev"] = async (buffers, position) => {
      most = Math.max(most, ++running);
      await setImmediate();
      const { bytesWritten } = await write(buffers, position);
      running--;
      return { bytesWritten, buffers };
    };
    return Object.assign(handle, { writev });
  };
  const part = await PartFile.open(join(folder, "file.part"), { ...realDisk, open });
  const digits = ["0", "1", "2", "3"];
  await Promise.all(digits.map((digit, place) => part.write([Buffer.from(digit)], place)));
  await part.close();
  expect(most).toBe(1);
  expect(await readFile(part.name, "utf8")).toBe("0123");
  await rm(folder, { recursive: true });
});

test("written buffers that have grown old are freed too, by every eighth collection", async () => {
  const freeBuffers = createBufferFreer(1);
  const shadow = castShadow();
  for (let small = 1; small < 8; small++) freeBuffers(1);
  // A shadow that was made or looked at holds on to its object until the turn is over.
  await setImmediate();
  freeBuffers(1);
  expect(shadow.deref()).toBeUndefined();
});

/** In a function of its own: a frame that lives on may hold on to what its variables no longer name. */
function castShadow(): WeakRef<object> {
  return new WeakRef({});
}
