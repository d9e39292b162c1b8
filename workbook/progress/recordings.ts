// Keeps the schedules that broke an answer, so that `replay CODE` means the same one tomorrow.

import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { replaceDurably } from "./durable.ts";
import { progressFolder } from "./paths.ts";

/** What a kept recording says beside what is in it. */
export interface Kept {
  code: string;
  /** What it broke: the id of an exercise, the file of a scenario. Others may break by the same code. */
  of: string;
}

/** Keeps `recording`, whatever else is in it, as the last one and as that of its code in `of`. Throws `ProgressError`. */
export function saveRecording(root: string, recording: { code: string }, of: string): void {
  const kept: Kept = { ...recording, of };
  const text = `${JSON.stringify(kept)}\n`;
  // Codes have characters that a file's name may not have, and no end to their length.
  const name = `${digest(recording.code)}-${digest(of)}.json`;
  replaceDurably(join(folderOf(root), name), text);
  replaceDurably(join(folderOf(root), "last.json"), text);
}

/** All recordings of a code, as they were saved. */
export function findRecordings(root: string, code: string): Kept[] {
  return namesOf(root, code).map((name) => read(join(folderOf(root), name)));
}

/** Whether a code alone could mean the schedule of something else. */
export function isCodeShared(root: string, code: string): boolean {
  return namesOf(root, code).length > 1;
}

/** The one saved last; undefined if there is none. */
export function readLastRecording(root: string): Kept | undefined {
  const file = join(folderOf(root), "last.json");
  return existsSync(file) ? read(file) : undefined;
}

function namesOf(root: string, code: string): string[] {
  const folder = folderOf(root);
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return names.filter((name) => name.startsWith(`${digest(code)}-`));
}

function read(file: string): Kept {
  // Those of older versions do not say what they broke.
  return { of: "", ...JSON.parse(readFileSync(file, "utf8")) };
}

function folderOf(root: string): string {
  return join(progressFolder(root), "replays");
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}
