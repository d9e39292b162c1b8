// The keys that a learner types. Ctrl-Z suspends the whole job, as a shell expects of it, and what was asked is asked again.

import { closeSync, constants, openSync, readSync } from "node:fs";
import { emitKeypressEvents } from "node:readline";
import { PassThrough, type Readable } from "node:stream";

/** What `onKey` tells beside keys: the job was suspended and goes on, and the shell has written below what was shown. */
export const continued = "continued";

/** What `onKey` tells, too: the window has another size, so that the terminal has broken what was shown in other places. */
export const resized = "resized";

/** A window that is pulled changes its size many times a second. */
const resizingMs = 100;

const suspendByte = 0x1a;

/** Keys that came in one piece with the last one that was read. */
let leftKeys: string[] = [];

export function readKey(): Promise<string> {
  const left = leftKeys.shift();
  if (left !== undefined) return Promise.resolve(left);
  return new Promise((resolve) => {
    let first: string | undefined;
    const stop = onKey((key) => {
      if (first !== undefined) {
        leftKeys.push(key);
        return;
      }
      first = key;
      // Not before the others of this piece.
      queueMicrotask(() => {
        stop();
        resolve(key);
      });
    });
  });
}

/** Every key from now on; returns how to stop. */
export function onKey(listener: (key: string) => void): () => void {
  const { stdin } = process;
  leftKeys = [];
  emitKeypressEvents(stdin);
  const raw = enterRawMode(() => listener(continued));
  const onKeypress = (text: string | undefined, key: { name?: string; ctrl?: boolean }) => {
    if (key.ctrl && key.name === "z") return raw.suspend();
    const isInterrupt = key.ctrl && (key.name === "c" || key.name === "d");
    listener(isInterrupt ? "ctrl-c" : (key.name ?? text ?? ""));
  };
  stdin.on("keypress", onKeypress);
  const stopResizing = onResize(() => listener(resized));
  return () => {
    stdin.off("keypress", onKeypress);
    stopResizing();
    raw.leave();
  };
}

/** A resize that nobody was told of yet. */
let isResized = false;
let isWatched = false;
let tellResize = () => {};

/** One listener at a time. What comes while there is none is told to the next. */
function onResize(listener: () => void): () => void {
  const { stdout } = process;
  let timer: NodeJS.Timeout | undefined;
  if (!isWatched) {
    stdout.on("resize", () => {
      isResized = true;
      tellResize();
    });
    isWatched = true;
  }
  tellResize = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      isResized = false;
      listener();
    }, resizingMs);
  };
  if (isResized) tellResize();
  return () => {
    clearTimeout(timer);
    tellResize = () => {};
  };
}

/** What a prompt reads from, and what ends it early. */
export interface PromptInput {
  input: Readable;
  signal: AbortSignal;
}

/**
 * Lets `ask` read keys until it has its answer; asks anew when the job was suspended meanwhile. Keys typed before are
 * gone: they were meant for something else.
 *
 * @param replacements Keys that stand for others here, such as `q` for Ctrl-C.
 */
export async function askByPrompt<T>(
  ask: (from: PromptInput) => Promise<T>,
  replacements: Record<string, string> = {},
): Promise<T> {
  const { stdin } = process;
  for (;;) {
    const interruption = new AbortController();
    // Not standard input itself: at Ctrl-Z, Node's own reader of lines stops this process alone, and npm waits forever.
    const input = new PassThrough();
    const raw = enterRawMode(() => interruption.abort());
    discardKeys();
    const onData = (bytes: Buffer) => {
      if (!bytes.includes(suspendByte)) {
        const text = bytes.toString();
        input.write(replacements[text] ?? text);
        return;
      }
      interruption.abort();
      raw.suspend();
    };
    stdin.on("data", onData);
    try {
      const answer = await ask({ input, signal: interruption.signal });
      if (!interruption.signal.aborted) return answer;
    } finally {
      stdin.off("data", onData);
      raw.leave();
    }
  }
}

/** Forgets what was typed and not read yet. */
export function discardKeys(): void {
  const { stdin } = process;
  leftKeys = [];
  if (!stdin.isTTY || process.platform === "win32") return;
  const { isRaw } = stdin;
  // Else a line that was not ended could not be read.
  stdin.setRawMode(true);
  if (stdin.readableLength > 0) stdin.read();
  readAllOf("/dev/tty");
  stdin.setRawMode(isRaw);
}

/** Waits for nothing. */
function readAllOf(terminal: string): void {
  const file = openSync(terminal, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const bytes = Buffer.alloc(1024);
    while (readSync(file, bytes) > 0);
  } catch (error) {
    // EAGAIN: nothing is left.
    if ((error as NodeJS.ErrnoException).code !== "EAGAIN") throw error;
  } finally {
    closeSync(file);
  }
}

interface RawMode {
  leave(): void;
  /** Stops the job, with the terminal as it was before. Returns when it is continued. */
  suspend(): void;
}

/** Each key at once, and not shown. `onContinue` is called when the job was stopped and goes on. */
function enterRawMode(onContinue: () => void): RawMode {
  const { stdin } = process;
  const enter = () => {
    process.on("SIGCONT", comeBack);
    stdin.setRawMode(true);
    stdin.resume();
  };
  const leave = () => {
    process.off("SIGCONT", comeBack);
    stdin.setRawMode(false);
    stdin.pause();
  };
  const comeBack = () => {
    // Node believes that the terminal is as it was left; the shell has had it since.
    leave();
    enter();
    onContinue();
  };
  enter();
  return {
    leave,
    suspend() {
      leave();
      stopJob();
      enter();
      onContinue();
    },
  };
}

/** All of the process group, npm and its shell too. Where nobody could continue it, the system stops nothing. */
function stopJob(): void {
  if (process.platform !== "win32") process.kill(0, "SIGTSTP");
}
