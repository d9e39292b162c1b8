// A disk that is full after some bytes, or that takes only a part of each write.

import type { FileHandle } from "node:fs/promises";
import type { FaultScenario } from "#lesson/09-downloader/chaos/fault-script.ts";
import { type Disk, realDisk } from "#lesson/09-downloader/disk.ts";

/** It fails for `.part` files only, so that there is room for a journal. */
export function createFailingDisk(faults: NonNullable<FaultScenario["disk"]>): Disk {
  let leftBytes = faults.fullAfterBytes ?? Number.POSITIVE_INFINITY;
  return {
    ...realDisk,
    async open(name, ...rest) {
      const handle = await realDisk.open(name, ...rest);
      return String(name).endsWith(".part") ? replaceWrites(handle) : handle;
    },
  };

  function replaceWrites(handle: FileHandle): FileHandle {
    const writev: FileHandle["writev"] = async (buffers, position) => {
      const bytes = Buffer.concat(
        buffers.map(({ buffer, byteOffset, byteLength }) =>
          Buffer.from(buffer, byteOffset, byteLength),
        ),
      );
      if (leftBytes === 0) throw new Error("ENOSPC: no space left on device, write");
      const maxBytes = faults.shortWrites ? Math.ceil(bytes.length / 3) : bytes.length;
      const taken = bytes.subarray(0, Math.min(maxBytes, leftBytes));
      leftBytes -= taken.length;
      const { bytesWritten } = await handle.write(taken, 0, taken.length, position);
      return { bytesWritten, buffers };
    };
    return new Proxy(handle, {
      get(target, name) {
        if (name === "writev") return writev;
        const value: unknown = Reflect.get(target, name);
        return typeof value === "function" ? value.bind(target) : value;
      },
    });
  }
}
