// wrong: forgets whom it has followed to the end, and follows them again for every way there
// verdict: test-failed
// says: follows nobody again
// hint: Forty layers of two threads have a trillion paths and 80 threads. What do you remember of a thread whose waiting comes to an end?

/** For each thread, the threads it waits for. A thread that is not a key waits for nobody. */
export type WaitForGraph = ReadonlyMap<string, readonly string[]>;

/** Returns the threads of a cycle, in the order of waiting; `undefined` if there is no cycle. */
export function findCycle(graph: WaitForGraph): string[] | undefined {
  const path: string[] = [];
  function follow(thread: string): string[] | undefined {
    const at = path.indexOf(thread);
    if (at >= 0) return path.slice(at);
    path.push(thread);
    for (const next of graph.get(thread) ?? []) {
      const cycle = follow(next);
      if (cycle) return cycle;
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
