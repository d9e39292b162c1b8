// Keeps the schedules that broke an answer, so that `replay CODE` means the same one tomorrow.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { replaceDurably } from "./durable.ts";
import { progressFolder } from "./paths.ts";

/** Keeps `recording`, whatever else is in it, under its code and as the last one. Throws `ProgressError`. */
export function saveRecording(root: string, recording: { code: string }): void {
  const text = `${JSON.stringify(recording)}\n`;
  replaceDurably(fileOf(root, recording.code), text);
  replaceDurably(fileOf(root, "last"), text);
}

/** The recording of that code, or the last one, as it was saved; undefined if there is none. */
export function readRecording(root: string, code = "last"): unknown {
  const file = fileOf(root, code);
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
}

function fileOf(root: string, code: string): string {
  return join(progressFolder(root), "replays", `${code.replace(/[^\w-]/g, "_")}.json`);
}
