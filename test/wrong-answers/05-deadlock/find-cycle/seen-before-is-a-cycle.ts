// wrong: takes every thread seen before for a cycle, though two ways to one thread are none
// verdict: test-failed
// says: takes two ways to one thread for no cycle” does not hold yet
// hint: Seen before is not the same as on the path that led here. When does a thread leave your path?

/** For each thread, the threads it waits for. A thread that is not a key waits for nobody. */
export type WaitForGraph = ReadonlyMap<string, readonly string[]>;

/** Returns the threads of a cycle, in the order of waiting; `undefined` if there is no cycle. */
export function findCycle(graph: WaitForGraph): string[] | undefined {
  const seen: string[] = [];
  function follow(thread: string): string[] | undefined {
    if (seen.includes(thread)) return seen.slice(seen.indexOf(thread));
    seen.push(thread);
    for (const next of graph.get(thread) ?? []) {
      const cycle = follow(next);
      if (cycle) return cycle;
    }
    return undefined;
  }
  for (const thread of graph.keys()) {
    seen.length = 0;
    const cycle = follow(thread);
    if (cycle) return cycle;
  }
  return undefined;
}
