// Takes the marks of a process, to see afterwards whether an answer has left it as it found it.

/** What an answer could leave behind for the next one; to be compared one by one. */
export function takeMarks(): unknown[] {
  const listeners = process
    .eventNames()
    .map((name) => `${String(name)} ${process.listenerCount(name)}`);
  return [
    process.getActiveResourcesInfo().sort().join(),
    listeners.sort().join(),
    process.cwd(),
    JSON.stringify(process.env),
    ...[globalThis, Atomics, Date, Math, Promise, process].flatMap((object) =>
      Object.values(Object.getOwnPropertyDescriptors(object)).map(({ value }) => value),
    ),
  ];
}

export function areSameMarks(before: readonly unknown[], after: readonly unknown[]): boolean {
  // Node fills in some of its globals when they are first used.
  const isSame = (mark: unknown, index: number) =>
    mark === undefined || Object.is(mark, after[index]);
  return before.length === after.length && before.every(isSame);
}
