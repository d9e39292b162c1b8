// A disk on which a process ends at a step of its work, as by kill -9: nothing happens after it.

import type { FileHandle } from "node:fs/promises";
import { type Disk, realDisk } from "#lesson/09-downloader/disk.ts";

const steps = ["writev", "datasync", "writeFile", "truncate"];

/**
 * @param atStep from 1; the step itself does not happen any more
 * @param onEnd called at that step, and at every later one
 */
export function createMortalDisk(
  atStep: number,
  onEnd: () => never,
  disk: Disk = realDisk,
): Disk & { steps: number } {
  let count = 0;
  const step = (): void => {
    count++;
    if (count >= atStep) onEnd();
  };
  return {
    ...disk,
    get steps() {
      return count;
    },
    async open(...words) {
      step();
      return wrap(await disk.open(...words));
    },
    async rename(...words) {
      step();
      await disk.rename(...words);
    },
    async link(...words) {
      step();
      await disk.link(...words);
    },
    async rm(...words) {
      step();
      await disk.rm(...words);
    },
  };

  function wrap(handle: FileHandle): FileHandle {
    return new Proxy(handle, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name);
        if (typeof value !== "function") return value;
        return (...words: unknown[]): unknown => {
          if (steps.includes(String(name))) step();
          return value.apply(target, words);
        };
      },
    });
  }
}
