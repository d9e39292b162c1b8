// A real terminal for a command, made by `script` of util-linux, which every Debian has.

import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { repositoryRoot, type ToyCourse } from "../toy-course.ts";
import { type LiveProgram, startLive } from "./live-program.ts";
import { startFile, workbookEnvironment } from "./workbook.ts";

export const keys = {
  enter: "\r",
  escape: "\u001B",
  interrupt: "\u0003",
  suspend: "\u001A",
  backspace: "\u007F",
  up: "\u001B[A",
  down: "\u001B[B",
};

/**
 * Starts `npm start -- words` in a terminal of 80 columns. It ends by printing `exit code N` and
 * `mode kept`, if the terminal's mode is what it was before.
 */
export function startInTerminal(
  toy: Pick<ToyCourse, "root">,
  words: string,
  env: Record<string, string> = {},
  before = "",
): LiveProgram {
  if (spawnSync("script", ["--version"]).status !== 0) {
    throw new Error(
      "The tests of menus and questions need the program `script`; on Debian: apt-get install bsdutils.",
    );
  }
  const command = [
    "stty cols 80 rows 24",
    "before=$(stty -g)",
    `${before} ${[process.execPath, startFile].map(quote).join(" ")} ${words}`,
    'echo "exit code $?"',
    'test "$(stty -g)" = "$before" && echo "mode kept"',
  ].join("; ");
  return startLive("script", ["-qec", command, "/dev/null"], {
    cwd: repositoryRoot,
    env: workbookEnvironment(toy, {
      TERM: "xterm",
      SHELL: "/bin/sh",
      INTERLEAVE_OPTION_ORDER: "written",
      ...env,
    }),
  });
}

/** The same; `narrow` pulls its window to 60 columns. */
export function startNarrower(
  toy: Pick<ToyCourse, "root">,
  words: string,
): { program: LiveProgram; narrow(): void } {
  const folder = mkdtempSync(join(tmpdir(), "interleave-window-"));
  const pipe = join(folder, "narrow");
  execFileSync("mkfifo", [pipe]);
  // Before the program: it must hang on a window that is there.
  const before = `(read line < ${quote(pipe)}; stty -F /dev/tty cols 60) &`;
  const program = startInTerminal(toy, words, {}, before);
  return {
    program,
    narrow() {
      writeFileSync(pipe, "now\n");
      rmSync(folder, { recursive: true });
    },
  };
}

function quote(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}
