// Puts an exploration's own memory, constructors and clocks in the place of the real ones.

import type { Layout } from "../memory/layout.ts";
import { createArray } from "./arrays.ts";
import { installAtomics } from "./atomics.ts";
import { createBuffer } from "./buffer.ts";
import { replaceConstructors } from "./constructors.ts";
import { refuseImpurity } from "./impure.ts";
import { replaceCalls } from "./steps.ts";

// When this is loaded, before anybody captures them.
installAtomics();

export interface Interception {
  /** What a thread is given: the cells, by name. */
  cells: Readonly<Record<string, object>>;
  /** Puts the real ones back. A second call does nothing. */
  restore(): void;
}

/**
 * From now on, until it is restored, the global constructors and clocks are ours; and so are, if wanted, the methods
 * that count as one step.
 */
export function intercept({ cells, sizeBytes }: Layout, withCalls: boolean): Interception {
  const buffer = createBuffer(sizeBytes);
  const arrays: Record<string, object> = {};
  for (const { name, type, offset, length } of cells) {
    arrays[name] = createArray(type, buffer, offset, length);
  }
  const undo = [replaceConstructors(buffer, sizeBytes), refuseImpurity()];
  if (withCalls) undo.push(replaceCalls());
  return {
    cells: Object.freeze(arrays),
    restore: () => {
      for (const step of undo.splice(0).reverse()) step();
    },
  };
}
