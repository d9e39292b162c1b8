// Tasks that stand or fall together: the first that fails stops all others.

/**
 * Runs all of them at once, and waits for the end of each, however it ends.
 *
 * @param signal aborts all of them
 * @throws what the first one threw that failed
 */
export async function runTogether(
  tasks: readonly ((signal: AbortSignal) => Promise<void>)[],
  signal: AbortSignal,
): Promise<void> {
  // A signal for each: what a task waits for listens to its own, however many tasks there are.
  const runs = tasks.map((task) => ({ task, controller: new AbortController() }));
  const abortAll = (reason: unknown): void => {
    for (const { controller } of runs) controller.abort(reason);
  };
  const abortBySignal = (): void => abortAll(signal.reason);
  signal.addEventListener("abort", abortBySignal, { once: true });
  if (signal.aborted) abortBySignal();
  const failures: unknown[] = [];
  await Promise.all(
    runs.map(async ({ task, controller }) => {
      try {
        await task(controller.signal);
      } catch (error) {
        failures.push(error);
        abortAll(error);
      }
    }),
  );
  signal.removeEventListener("abort", abortBySignal);
  if (failures.length > 0) throw failures[0];
}
