// What taking two locks must do: get both or neither, hold neither while it makes up its mind, and keep nobody waiting forever.

import type { lockBoth, TimedMutex } from "#exercise/05-deadlock/try-lock-for.ts";
import { LockError } from "#lesson/02-locks/lock.ts";
import { Mutex } from "#solution/02-locks/mutex.ts";
import { defineSpecification, mustWait } from "#workbook/explorer/index.ts";
import { watchPair } from "../fixtures/watched-pair.ts";

const names = ["pen", "notebook"] as const;
type Name = (typeof names)[number];
interface State {
  isTaken: Record<Name, boolean>;
  uses: Record<Name, number>;
  /** Threads that want both: each may have one of them in its hands for a while. */
  wanting: number;
}

interface Guarded {
  locks: Record<Name, TimedMutex>;
  /** How often each was held. Plain: each is read and written with its lock held alone. */
  counts: Record<Name, Int32Array>;
}

function take({ isTaken }: State, wanted: readonly Name[]): true | typeof mustWait {
  if (wanted.some((name) => isTaken[name])) return mustWait;
  for (const name of wanted) isTaken[name] = true;
  return true;
}

function useAndUnlock(state: State, held: readonly Name[]): number[] {
  return held.map((name) => {
    state.isTaken[name] = false;
    state.uses[name] += 1;
    return state.uses[name];
  });
}

function use({ counts, locks }: Guarded, held: readonly Name[]): number[] {
  const values = held.map((name) => {
    const value = (counts[name][0] ?? 0) + 1;
    counts[name][0] = value;
    return value;
  });
  for (const name of held) locks[name].unlock();
  return values;
}

function bothCall(pair: readonly [Name, Name], attempts: number, lock: typeof lockBoth) {
  return {
    name: `use what lockBoth(${pair.join(", ")}) gets in ${attempts === 1 ? "1 attempt" : `${attempts} attempts`}`,
    model: (state: State): unknown => {
      state.wanting += 1;
      return "wants both";
    },
    afterwards: [
      (state: State) => attempts > 0 && take(state, pair),
      (state: State, hasBoth: unknown) => hasBoth === true && useAndUnlock(state, pair),
      // It gives them back one after the other.
      (state: State, uses: unknown) => {
        state.wanting -= 1;
        return uses;
      },
    ],
    // It gives up for a lock that somebody else may have.
    otherwise: (state: State, carried: unknown) => {
      const isWanted = state.wanting > 1 || pair.some((name) => state.isTaken[name]);
      return carried === "wants both" && isWanted ? false : mustWait;
    },
    real: (guarded: Guarded) => {
      const patience = { attempts, timeoutMs: 8 };
      return lock(guarded.locks[pair[0]], guarded.locks[pair[1]], patience) && use(guarded, pair);
    },
  };
}

export function specifyLockBoth(
  answer: { TimedMutex: typeof TimedMutex; lockBoth: typeof lockBoth },
  shapes: number[][],
) {
  return defineSpecification<State, Guarded>({
    name: "pen and notebook",
    starts: [
      {
        name: "both locks are free",
        state: {
          isTaken: { pen: false, notebook: false },
          uses: { pen: 0, notebook: 0 },
          wanting: 0,
        },
        memory: () => ({ pen: Mutex.length, notebook: Mutex.length, penUses: 1, notebookUses: 1 }),
      },
    ],
    open: (m) => {
      const [pen, notebook] = watchPair(answer.TimedMutex, m.pen, m.notebook);
      return { locks: { pen, notebook }, counts: { pen: m.penUses, notebook: m.notebookUses } };
    },
    calls: [
      bothCall(["pen", "notebook"], 1, answer.lockBoth),
      bothCall(["notebook", "pen"], 1, answer.lockBoth),
      bothCall(["pen", "notebook"], 2, answer.lockBoth),
      bothCall(["pen", "notebook"], 0, answer.lockBoth),
      ...names.map((name) => ({
        name: `use ${name} under lock()`,
        model: (state: State) => take(state, [name]),
        afterwards: (state: State) => useAndUnlock(state, [name]),
        real: (guarded: Guarded) => {
          guarded.locks[name].lock();
          return use(guarded, [name]);
        },
      })),
    ],
    look: {
      name: "who can have the locks",
      model: () => ({ pen: "anybody", notebook: "anybody" }),
      real: ({ locks: { pen, notebook } }) => ({
        pen: pen.tryLock() ? "anybody" : "nobody",
        notebook: notebook.tryLock() ? "anybody" : "nobody",
      }),
    },
    errors: [LockError],
    // Who does not even try disturbs nobody.
    allows: (threads) => threads.length === 1 || !threads.flat().join().includes("0 attempts"),
    shapes,
  });
}
