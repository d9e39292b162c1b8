// What the threads of the demos' pools can do: a kitchen, and a look into files.

import { readFile } from "node:fs/promises";
import { basename } from "node:path";

// #region kitchen
/** Waits until somebody opens its gate; its second cell says that it has begun. */
export function cook(dish: string, gate: Int32Array): string {
  Atomics.store(gate, 1, 1);
  Atomics.notify(gate, 1);
  Atomics.wait(gate, 0, 0);
  return `${dish} is ready`;
}

export function burn(dish: string): never {
  throw new RangeError(`the ${dish} is burnt`);
}

/** Ends the whole thread, as running out of memory does. */
export function explode(): never {
  process.exit(1);
}
// #endregion

export function countBytes(bytes: Uint8Array): number {
  return bytes.byteLength;
}

export interface FileStatistics {
  name: string;
  lines: number;
  words: number;
  longestWord: string;
}

// #region statistics
export async function measureFile(file: string): Promise<FileStatistics> {
  const text = await readFile(file, "utf8");
  const words = text.split(/[^\p{Letter}]+/u).filter(Boolean);
  const longer = (one: string, other: string) => (other.length > one.length ? other : one);
  return {
    name: basename(file),
    lines: text.trimEnd().split("\n").length,
    words: words.length,
    longestWord: words.reduce(longer, ""),
  };
}
// #endregion
