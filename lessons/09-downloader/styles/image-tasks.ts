// What there is to do for an image, in every style: fetch it, which waits, and shrink it, which computes.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { threadId } from "node:worker_threads";
import { makeThumbnail } from "#lesson/07-pools/tasks/pictures.ts";
import { type Download, fetchToFile } from "#lesson/08-processes/jobs/fetch-to-file.ts";

export interface Image extends Download {
  /** Where the image goes, and its thumbnail. */
  folder: string;
}

/** Who did what, and when. */
export interface StageSpan {
  /** A thread of a process. */
  worker: string;
  stage: "fetch" | "thumbnail";
  /** Milliseconds since 1970: all processes of a machine agree on them. */
  startMs: number;
  endMs: number;
}

export const maxWidth = 64;

// #region tasks
export async function fetchImage(image: Image): Promise<StageSpan> {
  const startMs = now();
  await fetchToFile(image, image.folder, new AbortController().signal);
  return endSpan("fetch", startMs);
}

export function shrinkImage({ folder, file }: Image): StageSpan {
  const startMs = now();
  // Not a Buffer: code that was compiled for the one kind of array is slow with the other.
  const picture = new Uint8Array(readFileSync(join(folder, file)));
  const thumbnail = makeThumbnail(picture, maxWidth).value;
  writeFileSync(join(folder, nameThumbnail(file)), thumbnail);
  return endSpan("thumbnail", startMs);
}
// #endregion

/** Code that has run a few times runs faster: each worker does so before anything is measured. */
export async function warmUp(image: Image): Promise<void> {
  await fetchImage(image);
  for (let times = 0; times < 3; times++) shrinkImage(image);
}

export function nameThumbnail(file: string): string {
  return file.replace(/(\.\w+)?$/, ".thumbnail$1");
}

function now(): number {
  return performance.timeOrigin + performance.now();
}

function endSpan(stage: StageSpan["stage"], startMs: number): StageSpan {
  return { worker: `${process.pid}:${threadId}`, stage, startMs, endMs: now() };
}
