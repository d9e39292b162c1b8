// Exercise `find-cycle`: who waits for whom, and does the waiting go round?

/** For each thread, the threads it waits for. A thread that is not a key waits for nobody. */
export type WaitForGraph = ReadonlyMap<string, readonly string[]>;

/**
 * @returns the threads of a cycle, each once: each waits for the next, the last for the first.
 * It may start at any of them. `undefined` if there is no cycle.
 */
export function findCycle(graph: WaitForGraph): string[] | undefined {
  const path: string[] = [];
  for (const thread of graph.keys()) {
    // TODO: follow the waiting from this thread, and keep the path you came by.
    // TODO: return the part of the path that goes round as soon as you come back to it.
    // TODO: follow no thread twice once you know that its waiting comes to an end.
    path.push(thread);
  }
  return path;
}
