// Puts an exploration's own memory, constructors and clocks in the place of the real ones.

import type { Layout } from "../memory/layout.ts";
import { createArray } from "./arrays.ts";
import { installAtomics } from "./atomics.ts";
import { createBuffer } from "./buffer.ts";
import { replaceConstructors } from "./constructors.ts";
import { refuseImpurity } from "./impure.ts";
import { replaceCalls } from "./steps.ts";
import { abandonRun } from "./thread-runner.ts";

// When this is loaded, before anybody captures them.
installAtomics();

/** The memory of an exploration, as its threads see it. */
export interface ExploredMemory {
  buffer: SharedArrayBuffer;
  sizeBytes: number;
  /** What a thread is given: the cells, by name. */
  cells: Readonly<Record<string, object>>;
}

export function makeMemory({ cells, sizeBytes }: Layout): ExploredMemory {
  const buffer = createBuffer(sizeBytes);
  const arrays: Record<string, object> = {};
  for (const { name, type, offset, length } of cells) {
    arrays[name] = createArray(type, buffer, offset, length);
  }
  return { buffer, sizeBytes, cells: Object.freeze(arrays) };
}

/**
 * From now on, until what it returns is called, the global constructors and clocks are ours; and so are, if wanted, the methods
 * that count as one step. A second call of what it returns does nothing.
 */
export function intercept({ buffer, sizeBytes }: ExploredMemory, withCalls: boolean): () => void {
  const undo: (() => void)[] = [];
  const restore = (): void => {
    for (let step = undo.at(-1); step; step = undo.at(-1)) {
      step();
      undo.pop();
    }
    restoring.delete(restore);
  };
  // Each of these may be cut off in the middle, and so may `restore`: what is left then is known.
  restoring.add(restore);
  replaceConstructors(buffer, sizeBytes, undo);
  refuseImpurity(undo);
  if (withCalls) replaceCalls(undo);
  return restore;
}

/** What would put back the real ones, oldest first. */
const restoring = new Set<() => void>();

/** Puts the real ones back after explorations were cut off from outside. */
export function restoreAll(): void {
  abandonRun();
  for (const restore of [...restoring].reverse()) restore();
}
