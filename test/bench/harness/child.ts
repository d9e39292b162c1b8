// Runs a program to its end and measures it as a whole, from start to exit.
import { spawn } from "node:child_process";

export interface Finished {
  /** From the start of the process to the end of its output. */
  ms: number;
  exitCode: number | null;
  stdout: string;
}

/** Rejects if the program cannot be started. What it writes to stderr is shown only if it fails. */
export function runChild(
  command: string,
  words: readonly string[],
  settings: { cwd: string; env?: NodeJS.ProcessEnv; expectedCodes?: readonly number[] },
): Promise<Finished> {
  const { cwd, env, expectedCodes = [0] } = settings;
  return new Promise((resolve, reject) => {
    const startMs = performance.now();
    const child = spawn(command, words, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => (stdout += chunk));
    child.stderr.setEncoding("utf8").on("data", (chunk: string) => (stderr += chunk));
    child.once("error", reject);
    child.once("close", (exitCode) => {
      const ms = performance.now() - startMs;
      if (exitCode !== null && expectedCodes.includes(exitCode))
        return resolve({ ms, exitCode, stdout });
      const line = [command, ...words].join(" ");
      reject(new Error(`\`${line}\` ended with ${exitCode}:\n${stderr}${stdout}`));
    });
  });
}
