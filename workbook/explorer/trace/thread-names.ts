// What a thread is called in a table: its number, and the name of its function if it has one of its own.

import type { MemorySpec, Scenario, Trace } from "../contract/scenario.ts";

/** Names `trace`'s threads after the functions of the scenario that it is of. */
export function nameAfterFunctions<M extends MemorySpec>(
  trace: Trace,
  { threads }: Scenario<M>,
): void {
  // One function for all tells nobody apart.
  if (!("run" in threads)) trace.names = threads.map(({ name }) => name);
}

/** `thread 2`, or `thread 2 (consumer)`. */
export function nameThread({ names = [] }: Trace, thread: number): string {
  const name = names[thread] ?? "";
  return `thread ${thread + 1}${name === "" ? "" : ` (${name})`}`;
}
