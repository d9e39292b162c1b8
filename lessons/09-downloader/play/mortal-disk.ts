// A disk on which a process ends at a step of its work, as by kill -9: nothing happens after it.

import type { FileHandle } from "node:fs/promises";
import { type Disk, realDisk } from "#lesson/09-downloader/disk.ts";

const steps = ["writev", "datasync", "writeFile", "truncate"];

/**
 * @param atStep from 1; the step itself does not happen any more
 * @param onEnd called at that step, and at every later one
 */
export function createMortalDisk(atStep: number, onEnd: () => never): Disk & { steps: number } {
  let count = 0;
  const step = (): void => {
    count++;
    if (count >= atStep) onEnd();
  };
  return {
    ...realDisk,
    get steps() {
      return count;
    },
    async open(...words) {
      step();
      return wrap(await realDisk.open(...words));
    },
    async rename(...words) {
      step();
      await realDisk.rename(...words);
    },
    async link(...words) {
      step();
      await realDisk.link(...words);
    },
    async rm(...words) {
      step();
      await realDisk.rm(...words);
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
