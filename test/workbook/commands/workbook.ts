// Runs the real command on a toy course, as a learner does: `node workbook/start.mjs …`.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, vi } from "vitest";
import type { Progress } from "#workbook/progress/shape.ts";
import { backstopMs } from "../../backstop.ts";
import { type ProgramResult, runNode } from "../../run-program.ts";
import { repositoryRoot, type ToyCourse } from "../toy-course.ts";

export const startFile = join(repositoryRoot, "workbook", "start.mjs");

/** A toy course, or the real one. */
type AnyCourse = Pick<ToyCourse, "root">;

export interface RunSettings {
  env?: Record<string, string>;
  /** Piped into its standard input. */
  input?: string;
  /** Nobody reads its standard output. */
  isUnread?: boolean;
}

/** Runs a command to its end in a pipe; `words` are split at spaces. */
export function runWorkbook(
  toy: AnyCourse,
  words: string,
  { env = {}, ...settings }: RunSettings = {},
): Promise<ProgramResult> {
  return runNode([startFile, ...words.split(" ").filter(Boolean)], {
    cwd: repositoryRoot,
    env: workbookEnvironment(toy, env),
    ...settings,
  });
}

/** This process's environment without what decides colors and widths, for the course `toy`. */
export function workbookEnvironment(
  toy: AnyCourse,
  added: Record<string, string> = {},
): NodeJS.ProcessEnv {
  const decided = /^(FORCE_COLOR|NO_COLOR|COLORTERM|COLUMNS|TERM|CI|VITEST.*|TEST|NODE_ENV)$/;
  const kept = Object.entries(process.env).filter(([name]) => !decided.test(name));
  return { ...Object.fromEntries(kept), INTERLEAVE_COURSE: toy.root, ...added };
}

/** Columns of the widest line; none of the toy course's characters takes two. */
export function widestLine(text: string): number {
  return Math.max(...text.split("\n").map((line) => [...line].length));
}

/** What is kept of the learner. */
export function readSavedProgress(toy: ToyCourse): Progress {
  return JSON.parse(readFileSync(join(toy.root, ".interleave", "progress.json"), "utf8"));
}

/** The system takes a moment to bury a process; nothing may stay. */
export async function expectAllGone(toy: AnyCourse): Promise<void> {
  const backstop = { interval: 10, timeout: backstopMs };
  await vi.waitFor(() => expect(findProcessesOf(toy)).toEqual([]), backstop);
}

/** The ids of all processes whose command line or environment names the course. */
function findProcessesOf(toy: AnyCourse): string[] {
  return readdirSync("/proc").filter((name) => {
    if (!/^\d+$/.test(name) || Number(name) === process.pid) return false;
    try {
      const read = (file: string) => readFileSync(`/proc/${name}/${file}`, "utf8");
      return read("environ").includes(toy.root) || read("cmdline").includes(toy.root);
    } catch {
      return false;
    }
  });
}
