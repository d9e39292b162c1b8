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
  const controller = new AbortController();
  const abort = (): void => controller.abort(signal.reason);
  signal.addEventListener("abort", abort, { once: true });
  if (signal.aborted) abort();
  const failures: unknown[] = [];
  await Promise.all(
    tasks.map(async (task) => {
      try {
        await task(controller.signal);
      } catch (error) {
        failures.push(error);
        controller.abort(error);
      }
    }),
  );
  signal.removeEventListener("abort", abort);
  if (failures.length > 0) throw failures[0];
}
