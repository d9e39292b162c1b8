// A program that runs while a test talks to it: every step waits for what it printed, never for time.

import { spawn } from "node:child_process";
import { stripVTControlCharacters } from "node:util";
import { backstopMs } from "../../backstop.ts";

export interface LiveProgram {
  /** Waits until `text` is printed, after what the last call waited for. Escape codes do not count. */
  waitFor(text: string): Promise<void>;
  /** Types, or writes to its standard input. */
  type(keys: string): void;
  kill(signal: NodeJS.Signals): void;
  /** Waits for the end. */
  end(): Promise<{ code: number | null; output: string }>;
  /** What was printed so far, escape codes removed. */
  output(): string;
  /** The same with its escape codes. */
  rawOutput(): string;
}

export interface LiveSettings {
  cwd: string;
  env: NodeJS.ProcessEnv;
}

/** Starts `file` with `words`; standard output and error are one stream of text here. */
export function startLive(file: string, words: string[], { cwd, env }: LiveSettings): LiveProgram {
  const child = spawn(file, words, { cwd, env });
  let raw = "";
  let cursor = 0;
  let code: number | null | undefined;
  let problem: Error | undefined;
  let look = () => {};
  const read = () => stripVTControlCharacters(raw).replaceAll("\r", "");
  const collect = (text: string) => {
    raw += text;
    look();
  };
  child.stdout.setEncoding("utf8").on("data", collect);
  child.stderr.setEncoding("utf8").on("data", collect);
  child.stdin.on("error", () => {});
  child.once("error", (error) => {
    problem = error;
    look();
  });
  child.once("close", (exitCode) => {
    code = exitCode;
    look();
  });

  return {
    waitFor,
    type: (keys) => void child.stdin.write(keys),
    kill,
    end,
    output: read,
    rawOutput: () => raw,
  };

  function waitFor(text: string): Promise<void> {
    return until(`print ${JSON.stringify(text)}`, () => {
      const found = read().indexOf(text, cursor);
      if (found === -1) return false;
      cursor = found + text.length;
      return true;
    });
  }

  async function end() {
    await until("end", () => code !== undefined);
    return { code: code ?? null, output: read() };
  }

  function kill(signal: NodeJS.Signals): void {
    child.kill(signal);
  }

  function until(what: string, isTrue: () => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        child.kill("SIGKILL");
        settle(new Error(`it did not ${what}; it printed:\n${read()}`));
      }, backstopMs);
      const settle = (error?: Error) => {
        clearTimeout(timer);
        look = () => {};
        if (error) reject(error);
        else resolve();
      };
      look = () => {
        if (isTrue()) settle();
        else if (problem) settle(problem);
        else if (code !== undefined)
          settle(new Error(`it ended with ${code} and did not ${what}; it printed:\n${read()}`));
      };
      look();
    });
  }
}
