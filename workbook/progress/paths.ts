// Where the workbook keeps what it knows about a learner, under the course's root.

import { join } from "node:path";

/** The git-ignored folder that holds everything below. */
export function progressFolder(root: string): string {
  return join(root, ".interleave");
}

export function progressFile(root: string): string {
  return join(progressFolder(root), "progress.json");
}

export function lockFile(root: string): string {
  return join(progressFolder(root), "progress.lock");
}

/** The stub's text as it was when the learner's copy of it was made. */
export function keptStubFile(root: string, exerciseId: string): string {
  return join(progressFolder(root), "stubs", ...`${exerciseId}.ts`.split("/"));
}

/** `folder` is a time stamp, as `timeStamp` gives. */
export function backupFile(root: string, folder: string, exerciseId: string): string {
  return join(progressFolder(root), "backups", folder, ...`${exerciseId}.ts`.split("/"));
}

/** Local time fit for a file name on every system: `2026-11-21T10-15-00`. */
export function timeStamp(time: Date): string {
  const twoDigits = (value: number) => String(value).padStart(2, "0");
  const day = [time.getFullYear(), twoDigits(time.getMonth() + 1), twoDigits(time.getDate())];
  const clock = [time.getHours(), time.getMinutes(), time.getSeconds()].map(twoDigits);
  return `${day.join("-")}T${clock.join("-")}`;
}
