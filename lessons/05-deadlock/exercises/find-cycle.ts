// Exercise `find-cycle`: who waits for whom, and does the waiting go round?

/** For each thread, the threads it waits for. A thread that is not a key waits for nobody. */
export type WaitForGraph = ReadonlyMap<string, readonly string[]>;

/**
 * @returns the threads of a cycle, each once: each waits for the next, the last for the first.
 * It may start at any of them. `undefined` if there is no cycle.
 */
export function findCycle(graph: WaitForGraph): string[] | undefined {
  /** How we came to the thread that we look at: each waits for the next. */
  const path: string[] = [];

  function follow(thread: string): string[] | undefined {
    // TODO: if this thread is on the path, the waiting goes round: return that part of the path.
    // TODO: follow no thread twice once you know that its waiting comes to an end.
    path.push(thread);
    for (const next of graph.get(thread) ?? []) {
      // TODO: follow `next`, and return the cycle if there is one.
    }
    path.pop();
    return undefined;
  }

  for (const thread of graph.keys()) {
    const cycle = follow(thread);
    if (cycle) return cycle;
  }
  return undefined;
}
