// Runs a program of the course to its end and returns what it printed.

import { spawn } from "node:child_process";
import { compileFiles } from "../workbook/compile.mjs";
import { backstopMs } from "./backstop.ts";

export interface ProgramResult {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface ProgramSettings {
  cwd: string;
  env?: NodeJS.ProcessEnv;
  /** Written to its standard input, which then ends. */
  input?: string;
  /** Nobody reads its standard output, as after `| head` has had enough. */
  isUnread?: boolean;
}

/** Runs `node ...words`. Rejects with what was printed if it does not end. */
export function runNode(words: string[], settings: ProgramSettings): Promise<ProgramResult> {
  const { cwd, env = process.env, input = "", isUnread } = settings;
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, words, { cwd, env: withoutVitest(env) });
    let stdout = "";
    let stderr = "";
    if (isUnread) child.stdout.destroy();
    else child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    // A program that does not read its input may be gone before it is written.
    child.stdin.on("error", () => {});
    child.stdin.end(input);
    const timer = setTimeout(() => {
      child.kill("SIGKILL");
      reject(new Error(`${words.join(" ")} was still running after ${backstopMs} ms:\n${stdout}`));
    }, backstopMs);
    child.once("error", reject);
    child.once("close", (code) => {
      clearTimeout(timer);
      resolve({ code, stdout, stderr });
    });
  });
}

/** Words after `node` that run this TypeScript, compiled: a loader would take most of a short program's time. */
export async function wordsFor(file: string): Promise<string[]> {
  const compiled = (await compileFiles([file], "tested-program")).get(file);
  return compiled ? ["--enable-source-maps", compiled] : ["--import", "tsx", file];
}

/** What our own test runner puts into the environment is no business of the program. */
function withoutVitest(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(([name]) => !/^(VITEST|TEST$|NODE_ENV$)/.test(name));
  return Object.fromEntries(kept);
}
