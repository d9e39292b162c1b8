// What the answer's process writes down as it goes, so that it is known even of a process that had to be killed.

/** A line of the journal, as JSON. */
export type JournalEntry =
  | TestStep
  | Sleep
  | { event: "awake"; thread: string | number }
  /** A run that is repeated says where it waits; the last one counts. */
  | { event: "awaiting"; stack: string }
  | { event: "thread-started" }
  | { event: "thread-ended" }
  | { event: "thread-error" };

export type TestStep =
  /** `explores`: the explorer may be at work, which bounds itself. */
  | { event: "test-started"; title: string; explores: boolean }
  | { event: "test-ended"; title: string };

/** A thread has been asleep in Atomics.wait for a while. */
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

/** The first thread that fell asleep and has not woken. */
export function findSleeper(journal: Journal): Sleep | undefined {
  for (const [index, entry] of journal.entries()) {
    if (entry.event !== "asleep") continue;
    const later = journal.slice(index + 1);
    if (!later.some((next) => next.event === "awake" && next.thread === entry.thread)) return entry;
  }
  return undefined;
}

/** How many of the threads that were started have not ended. */
export function countLiveThreads(journal: Journal): number {
  const count = (event: JournalEntry["event"]) =>
    journal.filter((entry) => entry.event === event).length;
  return count("thread-started") - count("thread-ended");
}
