// Exercise `find-cycle`: who waits for whom, and does the waiting go round?

/** For each thread, the threads it waits for. A thread that is not a key waits for nobody. */
export type WaitForGraph = ReadonlyMap<string, readonly string[]>;

/**
 * @returns the threads of a cycle, each once: each waits for the next, the last for the first.
 * It may start at any of them. `undefined` if there is no cycle.
 */
export function findCycle(graph: WaitForGraph): string[] | undefined {
  const path: string[] = [];
  const done = new Set<string>();

  function follow(thread: string): string[] | undefined {
    const at = path.indexOf(thread);
    if (at >= 0) return path.slice(at);
    if (done.has(thread)) return undefined;
    path.push(thread);
    for (const next of graph.get(thread) ?? []) {
      const cycle = follow(next);
      if (cycle) return cycle;
    }
    path.pop();
    // Whatever it waits for comes to an end: nobody has to follow it again.
    done.add(thread);
    return undefined;
  }

  for (const thread of graph.keys()) {
    const cycle = follow(thread);
    if (cycle) return cycle;
  }
  return undefined;
}
