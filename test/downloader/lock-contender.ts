// A process that takes the lock of a file a step at a time, as its parent lets it: `lock-contender.ts TARGET`.

import * as fileSystem from "node:fs/promises";
import { isFailure } from "#lesson/09-downloader/download-error.ts";
import { type LockDisk, lockTarget } from "#lesson/09-downloader/file/target-lock.ts";

/** What the parent hears: about to do that, or how it ended. */
export type Said = "move in" | "throw out" | "got it" | "in use";

const [target = ""] = process.argv.slice(2);
const waiting: (() => void)[] = [];
process.on("message", () => waiting.shift()?.());

const disk: LockDisk = {
  ...fileSystem,
  async rename(from, to) {
    await step("move in");
    await fileSystem.rename(from, to);
  },
  async unlink(name) {
    await step("throw out");
    await fileSystem.unlink(name);
  },
};
try {
  await lockTarget(target, disk);
  tell("got it");
} catch (error) {
  if (!isFailure(error, "in-use")) throw error;
  tell("in use");
  process.disconnect();
}

/** Resolves when the parent says so. */
function step(what: Said): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve);
    tell(what);
  });
}

function tell(what: Said): void {
  process.send?.(what);
}
