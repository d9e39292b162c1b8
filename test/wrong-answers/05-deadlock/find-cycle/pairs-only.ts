// wrong: looks for two threads that wait for each other, and misses longer rings
// verdict: test-failed
// says: finds a thread that waits for itself
// hint: Two is the smallest ring of several threads, not the only one. What of one, and of three?

/** For each thread, the threads it waits for. A thread that is not a key waits for nobody. */
export type WaitForGraph = ReadonlyMap<string, readonly string[]>;

/** Returns the threads of a cycle, in the order of waiting; `undefined` if there is no cycle. */
export function findCycle(graph: WaitForGraph): string[] | undefined {
  for (const [thread, others] of graph) {
    for (const other of others) {
      if (other !== thread && graph.get(other)?.includes(thread)) return [thread, other];
    }
  }
  return undefined;
}
