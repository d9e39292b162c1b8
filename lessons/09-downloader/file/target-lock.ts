// One download at a time of one file, across processes: a folder `NAME.part.lock`, with its holder's name in it.

import * as fileSystem from "node:fs/promises";
import { dirname, join } from "node:path";
import { DownloadError } from "#lesson/09-downloader/download-error.ts";
import { findState, nameHolder, parseHolder } from "#lesson/09-downloader/file/holder.ts";
import { lockOf } from "#lesson/09-downloader/file/own-names.ts";

/** What the lock needs of the file system; a test passes one that it can stop. */
export type LockDisk = Pick<
  typeof fileSystem,
  "mkdir" | "readdir" | "rename" | "rm" | "rmdir" | "unlink" | "writeFile"
>;

/** More often nobody else gets in and out between two steps of ours. */
const maxAttempts = 100;
/** Folders in which this process has looked for drafts of dead ones. */
const swept = new Set<string>();

/**
 * Takes the lock of a file that is to be downloaded; from a process that has been killed, too.
 *
 * The lock is free while there is no such folder, or nothing in it. A holder is in it as a file
 * whose name no other will ever have. There are two ways to change it, and the system lets only
 * one process at a time go through each: to move a folder that is prepared with our name to where
 * there is none, or an empty one; and to remove a name. So a process that is late to throw out the
 * dead finds that the name is gone, and never throws out the living.
 *
 * @returns gives the lock back
 * @throws DownloadError `in-use` while another process has it, or may have it: only one that is
 *   dead for certain is thrown out; `refused` if it is ours already; errors of the file system
 */
export async function lockTarget(
  target: string,
  disk: LockDisk = fileSystem,
): Promise<() => Promise<void>> {
  const lock = lockOf(target);
  const own = nameHolder();
  await sweepDrafts(dirname(target), disk);
  const draft = join(dirname(target), draftName(own));
  await disk.mkdir(draft);
  try {
    await disk.writeFile(join(draft, own), "");
    for (let attempt = 1; !(await moveIn(attempt)); attempt++)
      await throwOutDead(lock, target, disk);
  } catch (error) {
    await disk.rm(draft, { recursive: true, force: true });
    throw error;
  }
  return async () => {
    // What stays because of an error is, when we have ended, of a process that is dead.
    await disk.unlink(join(lock, own)).catch(() => {});
    await disk.rmdir(lock).catch(() => {});
  };

  async function moveIn(attempt: number): Promise<boolean> {
    try {
      await disk.rename(draft, lock);
      return true;
    } catch (error) {
      if (attempt < maxAttempts && isTaken(error)) return false;
      throw error;
    }
  }
}

/** Returns when the lock was free for a moment; another may have got in since. */
async function throwOutDead(lock: string, target: string, disk: LockDisk): Promise<void> {
  const names = (await disk.readdir(lock).catch(ignore("ENOENT"))) ?? [];
  for (const name of names) {
    const holder = parseHolder(name);
    const state = holder ? findState(holder) : "unknown";
    if (state === "ours") {
      throw new DownloadError("refused", `${target} is the name of another download, too`);
    }
    if (state !== "dead") throw new DownloadError("in-use", explain(state));
    // #region throw-out
    // No other holder ever has this name. So however late we are, we throw out no other.
    await disk.unlink(join(lock, name)).catch(ignore("ENOENT"));
    // #endregion
  }
  await disk.rmdir(lock).catch(ignore("ENOENT", "ENOTEMPTY", "EEXIST"));

  function explain(state: "alive" | "unknown"): string {
    const what = `${target} is being downloaded by another process`;
    if (state === "alive") return `${what}; try again when that has ended`;
    return `${what}, as ${lock} says; remove that if it is not so`;
  }
}

/** A kill between two steps leaves a draft, which no one will ever use. */
async function sweepDrafts(folder: string, disk: LockDisk): Promise<void> {
  if (swept.has(folder)) return;
  swept.add(folder);
  for (const name of await disk.readdir(folder)) {
    const holder = parseHolder(/^\.(.*)\.lock$/.exec(name)?.[1] ?? "");
    if (holder && findState(holder) === "dead") {
      await disk.rm(join(folder, name), { recursive: true, force: true });
    }
  }
}

/** Without the target's name, which may be as long as a name can be. */
function draftName(own: string): string {
  return `.${own}.lock`;
}

/** Windows and some network folders move no folder to where there is one, and say that we may not. */
function isTaken(error: unknown): boolean {
  const { code = "" } = error as NodeJS.ErrnoException;
  return ["ENOTEMPTY", "EEXIST", "EPERM", "EACCES"].includes(code);
}

function ignore(...codes: string[]): (error: NodeJS.ErrnoException) => undefined {
  return (error) => {
    if (!codes.includes(error.code ?? "")) throw error;
  };
}
