// The downloader as a process that a test watches: what it has said so far, and how it ends.

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("../../workbook/start.mjs", import.meta.url));

export interface Program {
  readonly child: ChildProcess;
  /** On standard output, on standard error, and both together. */
  readonly out: { said: string; complained: string; text: string };
  /** Null if a signal has ended it. */
  readonly code: Promise<number | null>;
  /** Resolves when it has printed this; rejects if it ends before. */
  said(text: string): Promise<void>;
}

/** `npm start -- download …`, typed in a folder. */
export function startProgram(
  words: readonly string[],
  folder: string,
  env: NodeJS.ProcessEnv = {},
): Program {
  const child = spawn(process.execPath, [program, "download", ...words], {
    env: { ...process.env, NO_COLOR: "1", INIT_CWD: folder, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const out = { said: "", complained: "", text: "" };
  const heard = new Set<() => void>();
  const hear = (where: "said" | "complained") => (text: string) => {
    out[where] += text;
    out.text += text;
    for (const look of heard) look();
  };
  child.stdout?.setEncoding("utf8").on("data", hear("said"));
  child.stderr?.setEncoding("utf8").on("data", hear("complained"));
  const code = once(child, "close").then(([code]) => code);
  const said = (text: string) =>
    new Promise<void>((resolve, reject) => {
      const look = (): void => {
        if (out.text.includes(text)) resolve();
      };
      heard.add(look);
      code.then(() => reject(new Error(`it ended without saying “${text}”:\n${out.text}`)));
      look();
    });
  return { child, out, code, said };
}
