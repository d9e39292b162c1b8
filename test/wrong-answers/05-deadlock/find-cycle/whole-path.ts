// wrong: returns the whole path, with those who wait for the cycle without being in it
// verdict: test-failed
// says: leaves out who waits for the cycle
// hint: Dan waits for Alice, and nobody waits for Dan. From which place on does your path go round?

/** For each thread, the threads it waits for. A thread that is not a key waits for nobody. */
export type WaitForGraph = ReadonlyMap<string, readonly string[]>;

/** Returns the threads of a cycle, in the order of waiting; `undefined` if there is no cycle. */
export function findCycle(graph: WaitForGraph): string[] | undefined {
  const path: string[] = [];
  const done = new Set<string>();
  function follow(thread: string): string[] | undefined {
    if (path.includes(thread)) return [...path];
    if (done.has(thread)) return undefined;
    path.push(thread);
    for (const next of graph.get(thread) ?? []) {
      const cycle = follow(next);
      if (cycle) return cycle;
    }
    path.pop();
    done.add(thread);
    return undefined;
  }

  for (const thread of graph.keys()) {
    const cycle = follow(thread);
    if (cycle) return cycle;
  }
  return undefined;
}
