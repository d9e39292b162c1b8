// right: takes away everybody whose waiting ends; whoever is left waits for somebody who is left

/** For each thread, the threads it waits for. A thread that is not a key waits for nobody. */
export type WaitForGraph = ReadonlyMap<string, readonly string[]>;

/** Returns the threads of a cycle, in the order of waiting; `undefined` if there is no cycle. */
export function findCycle(graph: WaitForGraph): string[] | undefined {
  const left = new Map([...graph].map(([thread, others]) => [thread, new Set(others)]));
  for (let before = -1; before !== left.size; ) {
    before = left.size;
    for (const [thread, others] of left) {
      for (const other of others) if (!left.has(other)) others.delete(other);
      if (others.size === 0) left.delete(thread);
    }
  }
  const [start] = left.keys();
  if (start === undefined) return undefined;
  const path = [start];
  for (;;) {
    const [next] = left.get(path.at(-1) ?? "") ?? [];
    const at = path.indexOf(next ?? "");
    if (at >= 0) return path.slice(at);
    path.push(next ?? "");
  }
}
