// What the answer's process writes down as it goes, so that it is known even of a process that had to be killed.

/** A line of the journal, as JSON; a sleep has a place in another file (`sleepers.mjs`). */
export type JournalEntry =
  | TestStep
  | Sleep
  /** The explorer has set to work, in the test that runs. It bounds itself. */
  | { event: "exploring" }
  /** A run that is repeated says where it waits; the last one counts. */
  | { event: "awaiting"; stack: string }
  | { event: "thread-started" }
  | { event: "thread-ended" }
  | { event: "thread-error" };

export type TestStep =
  /** `explores`: it is one of those in a file that has the explorer's matchers. */
  | { event: "test-started"; title: string; explores: boolean }
  | { event: "test-ended"; title: string };

/** A thread was asleep in Atomics.wait at the end. */
export interface Sleep {
  event: "asleep";
  thread: string | number;
  stack: string;
}

type Journal = readonly JournalEntry[];

/** Every start and end of a test, in order. */
export function listTestSteps(journal: Journal): TestStep[] {
  return journal.filter((entry) => entry.event === "test-started" || entry.event === "test-ended");
}

/**
 * Whether the explorer has set to work in the test that runs. Such a file's tests of real threads have
 * its patience, too: each thread loads all that the others have loaded.
 */
export function isExploring(journal: Journal): boolean {
  const last = journal.findLastIndex(({ event }) => /^test-/.test(event));
  const test = journal[last];
  if (test?.event !== "test-started" || !test.explores) return false;
  return journal.slice(last).some(({ event }) => /^(exploring|thread-started)$/.test(event));
}

/** The first thread that fell asleep and has not woken. */
export function findSleeper(journal: Journal): Sleep | undefined {
  return journal.find((entry) => entry.event === "asleep");
}

/** How many of the threads that were started have not ended. */
export function countLiveThreads(journal: Journal): number {
  const count = (event: JournalEntry["event"]) =>
    journal.filter((entry) => entry.event === event).length;
  return count("thread-started") - count("thread-ended");
}
