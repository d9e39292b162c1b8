// Plays a scene in every order in which its events can happen, on fast-check's scheduler.

import fc from "fast-check";

export interface Stage {
  /** Resolves when it is the event's turn: in some order after, in some before the others. */
  event(name: string): Promise<void>;
  /** Writes a line into the report, under the event that led to it. */
  note(line: string): void;
}

export interface Scene {
  /** Runs after every event, when all that follows from it is done. Throws what is wrong. */
  check?(): void;
  /** Runs when no event is left. Throws what is wrong. */
  end?(): void;
}

interface Choice {
  /** Which of the events that could happen did; the first is 0. */
  chosen: number;
  of: number;
}

/**
 * Plays the scene anew for each order of its events. An event that another leads to comes after it.
 *
 * @returns the number of orders
 * @throws the error of the shortest order that failed, with the events in its message
 */
export async function inEveryOrder(play: (stage: Stage) => Scene): Promise<number> {
  const path: Choice[] = [];
  let shortest: { error: unknown; report: string[]; events: number } | undefined;
  for (let orders = 1; ; orders++) {
    const { failure, report, events } = await playOnce(play, path);
    if (failure && !(shortest && shortest.events <= events))
      shortest = { error: failure.error, report, events };
    // The next order: the last choice that has another one left, and whatever comes after it.
    let last = path.at(-1);
    for (; last && last.chosen === last.of - 1; last = path.at(-1)) path.pop();
    if (last) last.chosen++;
    else if (shortest) throw withReport(shortest.error, shortest.report);
    else return orders;
  }
}

async function playOnce(
  play: (stage: Stage) => Scene,
  path: Choice[],
): Promise<{ failure?: { error: unknown }; report: string[]; events: number }> {
  // The scheduler reads its order an item at a time, so we may decide as we go.
  const order: number[] = [];
  const scheduler = fc.schedulerFor(order);
  const report: string[] = [];
  let depth = 0;
  try {
    const scene = play({
      event: (name) => scheduler.schedule(Promise.resolve(), name),
      note: (line) => void report.push(`     ${line}`),
    });
    await settle();
    scene.check?.();
    for (; ; depth++) {
      const pending = scheduler.report().filter(({ status }) => status === "pending");
      if (pending.length === 0) break;
      path[depth] ??= { chosen: 0, of: pending.length };
      const event = pending[path[depth]?.chosen ?? 0];
      if (!event) throw new Error("a scene plays differently when it is played again");
      order.push(event.taskId);
      report.push(`${String(depth + 1).padStart(3)}  ${event.label}`);
      await scheduler.waitOne();
      await settle();
      scene.check?.();
    }
    scene.end?.();
    return { report, events: depth };
  } catch (error) {
    path.length = Math.min(path.length, depth + 1);
    return { failure: { error }, report, events: depth };
  }
}

/** Two turns of the event loop: enough for all promises, and for an answer that takes a turn itself. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 2; turn++) await new Promise((resolve) => setImmediate(resolve));
}

/** The stack stays as it was: it says where. */
function withReport(error: unknown, report: string[]): unknown {
  if (error instanceof Error) error.message = [error.message, ...report].join("\n");
  return error;
}
