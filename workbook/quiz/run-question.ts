// Runs a question's program for real, so that the course can hold the marked option to what Node prints.

import { type ExecFileException, execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { compileWith } from "../compile.mjs";
import { codeSpanOf } from "../course/placed-tokens.ts";
import { neutralEnvironment } from "../process/neutral-environment.ts";
import type { Option, Question } from "./question.ts";

/** No program of a quiz comes near it; it only keeps a program without end from holding up the check. */
const BACKSTOP_MS = 60_000;
const MAX_OUTPUT_BYTES = 1_000_000;
const tsx = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;

export interface ProgramRun {
  /** Standard output, without the last line break. */
  lines: string[];
  stderr: string;
  exitCode: number;
}

export interface RunOptions {
  /** The course's folder: `#lesson/…` and packages resolve from its `.interleave/tmp/`. */
  courseRoot: string;
  backstopMs?: number;
}

/**
 * Runs the program of a ` ```ts run ` fence as a module: compiled, or under tsx if it runs its own file again.
 * A program may end with any exit code.
 * @throws {Error} if the question has no program, or if the program does not end by itself
 */
export async function runQuestion(question: Question, options: RunOptions): Promise<ProgramRun> {
  const { courseRoot, backstopMs = BACKSTOP_MS } = options;
  if (!question.run)
    throw new Error(`expected a question with a \`ts run\` fence, got ${question.id}`);
  const parent = join(courseRoot, ".interleave", "tmp");
  await mkdir(parent, { recursive: true });
  const folder = await mkdtemp(join(parent, "quiz-"));
  try {
    const file = join(folder, "question.mts");
    await writeFile(file, `${question.run.code}\n`);
    const words = await chooseCommand(file, question.run.code);
    return await runProgram(words, courseRoot, backstopMs, question.id);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What an option of a runnable question says the program prints: its code span, or its text. */
export function printedBy(option: Option): string {
  return codeSpanOf(option.text) ?? option.text;
}

/** A run in the form the options have: the lines joined by a comma and a space. */
export function asOption(run: ProgramRun): string {
  return run.lines.join(", ");
}

/** A compiled program starts sooner; one that runs its own file again, or cannot be compiled, needs tsx. */
async function chooseCommand(file: string, code: string): Promise<string[]> {
  const loaded = ["--import", tsx, file];
  if (code.includes("import.meta")) return loaded;
  const folder = `${file}.compiled`;
  try {
    await compileWith(new Map(), { question: file }, folder);
    return [join(folder, "question.mjs")];
  } catch {
    return loaded;
  }
}

function runProgram(
  words: readonly string[],
  cwd: string,
  timeout: number,
  id: string,
): Promise<ProgramRun> {
  const execOptions = {
    cwd,
    env: neutralEnvironment(),
    timeout,
    maxBuffer: MAX_OUTPUT_BYTES,
    killSignal: "SIGKILL",
  } as const;
  return new Promise((resolve, reject) => {
    const report = (error: ExecFileException | null, stdout: string, stderr: string) => {
      if (error && typeof error.code !== "number") {
        const expected = `expected the program of ${id} to end within ${timeout} ms and to print less than a megabyte`;
        reject(new Error(`${expected}, got ${error.code ?? error.signal}`, { cause: error }));
        return;
      }
      const exitCode = typeof error?.code === "number" ? error.code : 0;
      const lines = stdout === "" ? [] : stdout.replace(/\r?\n$/, "").split(/\r?\n/);
      resolve({ lines, stderr, exitCode });
    };
    execFile(process.execPath, words, execOptions, report);
  });
}
