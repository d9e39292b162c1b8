// right: colors the threads and keeps a stack of its own

/** For each thread, the threads it waits for. A thread that is not a key waits for nobody. */
export type WaitForGraph = ReadonlyMap<string, readonly string[]>;

/** Returns the threads of a cycle, in the order of waiting; `undefined` if there is no cycle. */
export function findCycle(graph: WaitForGraph): string[] | undefined {
  const color = new Map<string, "on the path" | "done">();
  for (const start of graph.keys()) {
    if (color.has(start)) continue;
    const stack = [{ thread: start, next: [...(graph.get(start) ?? [])] }];
    color.set(start, "on the path");
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const next = top.next.pop();
      if (next === undefined) {
        color.set(top.thread, "done");
        stack.pop();
      } else if (color.get(next) === "on the path") {
        const path = stack.map(({ thread }) => thread);
        return path.slice(path.indexOf(next));
      } else if (!color.has(next)) {
        color.set(next, "on the path");
        stack.push({ thread: next, next: [...(graph.get(next) ?? [])] });
      }
    }
  }
  return undefined;
}
