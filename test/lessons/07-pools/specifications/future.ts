// What a future in shared memory must do: be started by one thread, or be cancelled, and never both.

import type { Future } from "#exercise/07-pools/future.ts";
import { defineSpecification } from "#workbook/explorer/index.ts";
import { withoutMicrotasks } from "../fixtures/without-microtasks.ts";

interface State {
  runner?: number;
  isCancelled: boolean;
}

/** Each thread has an object of its own: what only its maker can know of it is not compared. */
export function specifyFuture(type: typeof Future, shapes: number[][]) {
  return defineSpecification<State, Future>({
    name: "future",
    starts: [
      {
        name: "nobody has begun",
        state: { isCancelled: false },
        memory: () => ({ future: type.length }),
      },
    ],
    open: (m) => new type(m.future),
    calls: [
      ...[1, 7].map((runner) => ({
        name: runner === 1 ? "start()" : `start(${runner})`,
        model: (state: State) => {
          if (state.isCancelled || state.runner !== undefined) return false;
          state.runner = runner;
          return true;
        },
        real: (future: Future) => (runner === 1 ? future.start() : future.start(runner)),
      })),
      {
        name: "cancel()",
        model: (state) => {
          if (state.runner === undefined) state.isCancelled = true;
          return state.isCancelled;
        },
        real: (future) => withoutMicrotasks(() => future.cancel()),
      },
      {
        name: "runner",
        model: ({ runner }) => runner,
        mayGiveUndefined: true,
        real: ({ runner }) => runner,
      },
      {
        name: "is it running?",
        model: ({ runner }) => runner !== undefined,
        real: ({ state }) => state === "running",
      },
    ],
    look: {
      name: "runner",
      model: ({ runner }) => runner,
      real: ({ runner }) => runner,
    },
    // The others may start it; who waits for it keeps the rest.
    allows: (threads) => threads.filter((calls) => calls.includes("cancel()")).length <= 1,
    shapes,
  });
}
