// A line at the bottom that says what runs, and since when, for as long as it does.

import stringWidth from "fast-string-width";

export interface RunningLineOptions {
  write: (text: string) => void;
  columns: () => number;
  /** Such as dim. */
  paint: (text: string) => string;
  /** Milliseconds. */
  now?: () => number;
}

const eraseLine = "\r\u001B[K";

export class RunningLine {
  readonly #options: RunningLineOptions;
  #says: (() => string) | undefined;

  constructor(options: RunningLineOptions) {
    this.#options = options;
  }

  /** @param keys What can be pressed meanwhile. Returns how to end it, which leaves no trace. */
  start(what: string, keys = ""): () => void {
    const { now = () => performance.now() } = this.#options;
    const startedAt = now();
    const says = () => describeRunning(what, now() - startedAt, keys);
    this.#says = says;
    this.#draw();
    const timer = setInterval(() => this.#draw(), 1_000);
    return () => {
      clearInterval(timer);
      if (this.#says !== says) return;
      this.#says = undefined;
      this.#options.write(eraseLine);
    };
  }

  /** Writes what shall stay, above the line. */
  writeAbove(write: () => void): void {
    if (this.#says) this.#options.write(eraseLine);
    write();
    this.#draw();
  }

  #draw(): void {
    if (!this.#says) return;
    const { write, columns, paint } = this.#options;
    let text = this.#says();
    // A line that the terminal breaks could not be erased as one.
    while (stringWidth(text) >= columns()) text = text.slice(0, -1);
    write(`${eraseLine}${paint(text)}`);
  }
}

/** Such as `Checking 01-threads/join … 5 s   q: leave`. */
export function describeRunning(what: string, ms: number, keys = ""): string {
  const seconds = Math.floor(ms / 1_000);
  return `${what} …${seconds > 0 ? ` ${seconds} s` : ""}${keys === "" ? "" : `   ${keys}`}`;
}
