// The one place that prints and asks.

import { createInterface } from "node:readline";
import { Chalk, type ChalkInstance, supportsColor } from "chalk";
import stringWidth from "fast-string-width";
import { askByPrompt, continued, discardKeys, onKey, readKey, resized } from "./keyboard.ts";
import { RunningLine } from "./running-line.ts";

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
  /** An empty window: what it showed has scrolled up. After a resize nobody knows how many rows that took. */
  startAfresh(): void;
  /**
   * Says at the bottom what runs, since when, and which keys mean something meanwhile, until the returned
   * function is called. Says nothing in a pipe.
   */
  showRunning(what: string, keys?: string): () => void;
  /**
   * Asks to choose one; undefined if the learner gives up, by `q` too.
   *
   * @param isBare Without the rows above and below that set it off.
   */
  choose(
    question: string,
    choices: Choice[],
    start?: string,
    isBare?: boolean,
  ): Promise<string | undefined>;
  /** Asks for a line without a `q` until `findFault` finds none in it; undefined if the learner gives up, by `q` too. */
  ask(
    question: string,
    example: string,
    findFault?: (line: string) => string | undefined,
  ): Promise<string | undefined>;
  /** Asks yes or no; undefined if the learner gives up. */
  confirm(question: string): Promise<boolean | undefined>;
  /** Waits until what is on the screen has been read; false if the learner leaves. */
  goOn(what: string): Promise<boolean>;
  /** The next key, such as `q`, `return`, `left`; `ctrl-c` too, `continued` after a suspension, and `resized`. */
  readKey(): Promise<string>;
  /** Every such key from now on; returns how to stop. */
  onKey(listener: (key: string) => void): () => void;
  /** Forgets what was typed while nobody asked. */
  discardKeys(): void;
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
  const isInteractive = Boolean(stdin.isTTY && stdout.isTTY) && process.env.TERM !== "dumb";
  const write = (text: string) => void stdout.write(text);
  const running = new RunningLine({ write, columns, paint: style.dim });
  return {
    isInteractive,
    get width() {
      return Math.min(Math.max(columns(), minWidth), maxWidth);
    },
    get height() {
      return stdout.rows || undefined;
    },
    colors,
    links: Boolean(stdout.isTTY) && colors > 0,
    style,
    print: (text) => running.writeAbove(() => write(`${text}\n`)),
    printError: (text) => running.writeAbove(() => void stderr.write(`${text}\n`)),
    replace(previous, text) {
      const rows = previous === "" ? 0 : countRows(previous, columns());
      // Up, to the first column, and erase from there on.
      const erase = rows > 0 ? `\u001B[${rows}A\r\u001B[J` : "";
      stdout.write(`${erase}${text}\n`);
      return text;
    },
    startAfresh() {
      if (stdout.isTTY) write(`${"\n".repeat(stdout.rows || 0)}\u001B[H\u001B[J`);
    },
    showRunning: (what, keys) => (isInteractive ? running.start(what, keys) : () => {}),
    ...questions,
    async goOn(what) {
      const offer = style.dim(`Enter: ${what}   q: leave`);
      discardKeys();
      // Listening before it says so: to a Ctrl-C at once, the system would answer otherwise.
      let pressed = readKey();
      let hasSaid = false;
      write(`${offer}\n`);
      for (;;) {
        const key = await pressed;
        if (["return", "enter", "space"].includes(key)) return true;
        if (["q", "escape", "ctrl-c"].includes(key)) return false;
        pressed = readKey();
        if (key === resized) continue;
        if (key === continued) write(`${offer}\n`);
        else if (!hasSaid) write(`${style.dim("Here only Enter and q mean something.")}\n`);
        hasSaid ||= key !== continued;
      }
    },
    readKey,
    onKey,
    discardKeys,
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
  async choose(question, choices, start, isBare = false) {
    const { select, isCancel } = await import("@clack/prompts");
    const options = {
      message: question,
      options: choices,
      withGuide: !isBare,
      ...(start === undefined ? {} : { initialValue: start }),
    };
    const answer = await askByPrompt((from) => select({ ...options, ...from }), leaveByQ);
    return isCancel(answer) ? undefined : answer;
  },
  async ask(question, example, findFault = () => undefined) {
    const { text, isCancel } = await import("@clack/prompts");
    const options = {
      message: question,
      placeholder: `such as ${example}`,
      validate: (line = "") => findFault(line),
    };
    const answer = await askByPrompt((from) => text({ ...options, ...from }), leaveByQ);
    return isCancel(answer) ? undefined : (answer ?? "");
  },
  async confirm(question) {
    const { confirm, isCancel } = await import("@clack/prompts");
    const options = { message: question, initialValue: false };
    const answer = await askByPrompt((from) => confirm({ ...options, ...from }), leaveByQ);
    return isCancel(answer) ? undefined : answer;
  },
};

/** The prompts know Escape and Ctrl-C. */
const leaveByQ = { q: "\u0003" };

/** NO_COLOR (no-color.org) and FORCE_COLOR are respected, and so is a pipe. */
function colorLevel(): 0 | 1 | 2 | 3 {
  const isForced = process.env.FORCE_COLOR !== undefined;
  if (process.env.NO_COLOR && !isForced) return 0;
  return supportsColor ? supportsColor.level : 0;
}

/** Rows that a text takes, long lines being wrapped by the terminal. */
function countRows(text: string, columns: number): number {
  return text
    .split("\n")
    .map((line) => Math.max(1, Math.ceil(stringWidth(line) / columns)))
    .reduce((sum, rows) => sum + rows, 0);
}
