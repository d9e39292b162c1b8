// wrong: never takes a thread off the path, so the cycle it returns has bystanders in it
// verdict: test-failed
// says: leaves out who was followed in vain
// hint: Bob and Dan were followed in vain. Are they still on your path when the cycle closes?

/** For each thread, the threads it waits for. A thread that is not a key waits for nobody. */
export type WaitForGraph = ReadonlyMap<string, readonly string[]>;

/** Returns the threads of a cycle, in the order of waiting; `undefined` if there is no cycle. */
export function findCycle(graph: WaitForGraph): string[] | undefined {
  const path: string[] = [];
  const done = new Set<string>();
  function follow(thread: string): string[] | undefined {
    if (done.has(thread)) return undefined;
    const at = path.indexOf(thread);
    if (at >= 0) return path.slice(at);
    path.push(thread);
    for (const next of graph.get(thread) ?? []) {
      const cycle = follow(next);
      if (cycle) return cycle;
    }
    done.add(thread);
    return undefined;
  }

  for (const thread of graph.keys()) {
    const cycle = follow(thread);
    if (cycle) return cycle;
  }
  return undefined;
}
