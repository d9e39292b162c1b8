// Takes the marks of a process, to see afterwards whether an answer has left it as it found it.

import { setTimeout as sleep } from "node:timers/promises";

/** The line of the journal that says so. */
export const leftAsFound = '{"event":"left-as-found"}';

/** What an answer could leave behind for the next one; to be compared one by one. */
export interface Marks {
  /** Kinds of what keeps a process alive. */
  resources: readonly string[];
  values: readonly unknown[];
}

export function takeMarks(): Marks {
  const listeners = process
    .eventNames()
    .map((name) => `${String(name)} ${process.listenerCount(name)}`);
  return {
    resources: process.getActiveResourcesInfo().filter((kind) => kind !== "Timeout"),
    values: [
      listeners.sort().join(),
      process.cwd(),
      JSON.stringify(process.env),
      ...[globalThis, Atomics, Date, Math, Promise, process].flatMap((object) =>
        Object.values(Object.getOwnPropertyDescriptors(object)).map(({ value }) => value),
      ),
    ],
  };
}

/**
 * Whether everything is as it was when the marks were taken, and no timer runs. A timer of Vitest's own, which
 * tells of results, is over within a tenth of a second; a thread's port takes a moment to close.
 */
export async function isAsFound({ resources, values }: Marks): Promise<boolean> {
  const after = takeMarks().values;
  // Node fills in some of its globals when they are first used.
  const isSame = (mark: unknown, index: number) =>
    mark === undefined || Object.is(mark, after[index]);
  if (values.length !== after.length || !values.every(isSame)) return false;
  for (let look = 0; look < 20; look++) {
    if (process.getActiveResourcesInfo().sort().join() === [...resources].sort().join())
      return true;
    await sleep(10);
  }
  return false;
}
