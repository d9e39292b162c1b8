// Keeps the schedules that broke an answer, so that `replay CODE` means the same one tomorrow.

import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Recording } from "../explorer/trace/recording.ts";
import { replaceDurably } from "./durable.ts";
import { progressFolder } from "./paths.ts";

/** Keeps `recording` under its code, and as the last one. */
export function saveRecording(root: string, recording: Recording): void {
  const folder = recordingsFolder(root);
  mkdirSync(folder, { recursive: true });
  const text = `${JSON.stringify(recording)}\n`;
  replaceDurably(fileOf(root, recording.code), text);
  replaceDurably(fileOf(root, "last"), text);
}

/** The recording of that code, or the last one; undefined if there is none. */
export function readRecording(root: string, code = "last"): Recording | undefined {
  const file = fileOf(root, code);
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Recording) : undefined;
}

function recordingsFolder(root: string): string {
  return join(progressFolder(root), "replays");
}

function fileOf(root: string, code: string): string {
  return join(recordingsFolder(root), `${code.replace(/[^\w-]/g, "_")}.json`);
}
