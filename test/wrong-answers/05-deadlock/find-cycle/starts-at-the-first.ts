// wrong: starts at the first thread alone
// verdict: test-failed
// says: looks past threads that are in no cycle
// hint: Alice waits for Bob, and Bob is fine. Who asks about the others?

/** For each thread, the threads it waits for. A thread that is not a key waits for nobody. */
export type WaitForGraph = ReadonlyMap<string, readonly string[]>;

/** Returns the threads of a cycle, in the order of waiting; `undefined` if there is no cycle. */
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
    done.add(thread);
    return undefined;
  }
  const [first] = graph.keys();
  return first === undefined ? undefined : follow(first);
}
