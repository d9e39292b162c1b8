// The one place that prints and asks.

import { createInterface, emitKeypressEvents } from "node:readline";
import { Chalk, type ChalkInstance, supportsColor } from "chalk";
import stringWidth from "fast-string-width";

export interface Choice {
  value: string;
  label: string;
  hint?: string;
}

export interface Terminal {
  /** Somebody can be asked: both ends are a terminal. */
  isInteractive: boolean;
  /** Columns to write in. */
  width: number;
  /** Rows of the window, if it says how many. */
  height: number | undefined;
  /** As chalk counts: 0 none, 1 sixteen, 2 two hundred and fifty-six, 3 all. */
  colors: 0 | 1 | 2 | 3;
  /** Whether links can be clicked. */
  links: boolean;
  style: ChalkInstance;
  print(text: string): void;
  printError(text: string): void;
  /** Prints `text` in the place of `previous`, printed last; returns it. Nothing above is touched. */
  replace(previous: string, text: string): string;
  /** Asks to choose one; undefined if the learner gives up. */
  choose(question: string, choices: Choice[], start?: string): Promise<string | undefined>;
  /** Asks for a line; undefined if the learner gives up. */
  ask(question: string, example: string): Promise<string | undefined>;
  /** Asks yes or no; undefined if the learner gives up. */
  confirm(question: string): Promise<boolean | undefined>;
  /** Waits until what is on the screen has been read; false if the learner leaves. */
  goOn(what: string): Promise<boolean>;
  /** The next key, such as `q`, `return`, `left`; `ctrl-c` too. */
  readKey(): Promise<string>;
  /** Every key from now on; returns how to stop. */
  onKey(listener: (key: string) => void): () => void;
  /** The lines of standard input, for answers that are piped in. */
  readLines(): AsyncIterable<string>;
}

const maxWidth = 100;
const minWidth = 40;

/** The terminal that this process runs in, or the pipe that stands in for it. */
export function openTerminal(): Terminal {
  const { stdin, stdout, stderr } = process;
  outliveReaders(process);
  const colors = colorLevel();
  const style = new Chalk({ level: colors });
  // A terminal that does not know its size says 0; one that does may change it.
  const columns = () => stdout.columns || Number(process.env.COLUMNS) || 80;
  return {
    isInteractive: Boolean(stdin.isTTY && stdout.isTTY) && process.env.TERM !== "dumb",
    get width() {
      return Math.min(Math.max(columns(), minWidth), maxWidth);
    },
    get height() {
      return stdout.rows || undefined;
    },
    colors,
    links: Boolean(stdout.isTTY) && colors > 0,
    style,
    print: (text) => void stdout.write(`${text}\n`),
    printError: (text) => void stderr.write(`${text}\n`),
    replace(previous, text) {
      const rows = previous === "" ? 0 : countRows(previous, columns());
      // Up, to the first column, and erase from there on.
      const erase = rows > 0 ? `\u001B[${rows}A\r\u001B[J` : "";
      stdout.write(`${erase}${text}\n`);
      return text;
    },
    ...questions,
    async goOn(what) {
      // Listening before it says so: to a Ctrl-C at once, the system would answer otherwise.
      let pressed = readKey();
      stdout.write(`${style.dim(`Enter: ${what}   q: leave`)}\n`);
      for (;;) {
        const key = await pressed;
        if (["return", "enter", "space"].includes(key)) return true;
        if (["q", "escape", "ctrl-c"].includes(key)) return false;
        pressed = readKey();
      }
    },
    readKey,
    onKey,
    readLines: () => createInterface({ input: stdin, crlfDelay: Number.POSITIVE_INFINITY }),
  };
}

/**
 * A reader of our output may have had enough, as `head` has: then nobody sees the rest, and that is
 * all. The command goes on to its end, so that its exit code is true. An output that takes no more
 * for another reason, such as a full disk, is a failure in the end.
 */
function outliveReaders({ stdout, stderr }: NodeJS.Process): void {
  let isLost = false;
  stdout.on("error", ({ code, message }: NodeJS.ErrnoException) => {
    if (code === "EPIPE" || isLost) return;
    isLost = true;
    stderr.write(`Cannot write to standard output: ${message}.\n`);
    process.once("exit", (code) => {
      if (code === 0) process.exitCode = 1;
    });
  });
  // There is nobody left to tell.
  stderr.on("error", () => {});
}

/** Loads the prompts when something is asked, and not before. */
const questions: Pick<Terminal, "choose" | "ask" | "confirm"> = {
  async choose(question, choices, start) {
    const { select, isCancel } = await import("@clack/prompts");
    const answer = await select({
      message: question,
      options: choices,
      ...(start === undefined ? {} : { initialValue: start }),
    });
    return isCancel(answer) ? undefined : answer;
  },
  async ask(question, example) {
    const { text, isCancel } = await import("@clack/prompts");
    const answer = await text({ message: question, placeholder: `such as ${example}` });
    return isCancel(answer) ? undefined : (answer ?? "");
  },
  async confirm(question) {
    const { confirm, isCancel } = await import("@clack/prompts");
    const answer = await confirm({ message: question, initialValue: false });
    return isCancel(answer) ? undefined : answer;
  },
};

/** NO_COLOR (no-color.org) and FORCE_COLOR are respected, and so is a pipe. */
function colorLevel(): 0 | 1 | 2 | 3 {
  const isForced = process.env.FORCE_COLOR !== undefined;
  if (process.env.NO_COLOR && !isForced) return 0;
  return supportsColor ? supportsColor.level : 0;
}

function readKey(): Promise<string> {
  return new Promise((resolve) => {
    const stop = onKey((key) => {
      stop();
      resolve(key);
    });
  });
}

function onKey(listener: (key: string) => void): () => void {
  const { stdin } = process;
  emitKeypressEvents(stdin);
  stdin.setRawMode(true);
  stdin.resume();
  const onKeypress = (text: string | undefined, key: { name?: string; ctrl?: boolean }) => {
    const isInterrupt = key.ctrl && (key.name === "c" || key.name === "d");
    listener(isInterrupt ? "ctrl-c" : (key.name ?? text ?? ""));
  };
  stdin.on("keypress", onKeypress);
  return () => {
    stdin.off("keypress", onKeypress);
    stdin.setRawMode(false);
    stdin.pause();
  };
}

/** Rows that a text takes, long lines being wrapped by the terminal. */
function countRows(text: string, columns: number): number {
  return text
    .split("\n")
    .map((line) => Math.max(1, Math.ceil(stringWidth(line) / columns)))
    .reduce((sum, rows) => sum + rows, 0);
}
