// What taking two locks must do: get both or neither, hold neither while it makes up its mind, and keep nobody waiting for ever.

import type { lockBoth, TimedMutex } from "#exercise/05-deadlock/try-lock-for.ts";
import { LockError } from "#lesson/02-locks/lock.ts";
import { Mutex } from "#solution/02-locks/mutex.ts";
import { defineSpecification, mustWait } from "#workbook/explorer/index.ts";
import { watchPair } from "../fixtures/watched-pair.ts";

const names = ["pen", "notebook"] as const;
type Name = (typeof names)[number];
type State = Record<Name, { isTaken: boolean; count: number }>;

interface Guarded {
  locks: Record<Name, TimedMutex>;
  /** How often each was held. Plain: each is read and written with its lock held alone. */
  counts: Record<Name, Int32Array>;
}

/** What a call has in its hands, and whether it has given up. */
interface Hands {
  held: Name[];
  hasGivenUp: boolean;
}

function take(state: State, name: Name): Hands | typeof mustWait {
  if (state[name].isTaken) return mustWait;
  state[name].isTaken = true;
  return { held: [name], hasGivenUp: false };
}

function useAndUnlock(state: State, held: readonly Name[]): number[] {
  return held.map((name) => {
    state[name].isTaken = false;
    state[name].count += 1;
    return state[name].count;
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
  const [first, second] = pair;
  const missing = ({ held }: Hands): Name => (held[0] === first ? second : first);
  return {
    name: `use what lockBoth(${first}, ${second}) gets in ${attempts === 1 ? "1 attempt" : `${attempts} attempts`}`,
    model: (state: State): unknown =>
      attempts === 0 ? { held: [], hasGivenUp: true } : take(state, first),
    afterwards: [
      (state: State, carried: unknown): unknown => {
        const hands = carried as Hands;
        if (hands.hasGivenUp) return hands;
        const other = take(state, missing(hands));
        return other === mustWait ? other : { ...hands, held: pair };
      },
      (state: State, carried: unknown): unknown => {
        const { held, hasGivenUp } = carried as Hands;
        if (!hasGivenUp) return useAndUnlock(state, held);
        for (const name of held) state[name].isTaken = false;
        return false;
      },
    ],
    otherwise: [
      // Which of the two it takes first is its own choice.
      (state: State, carried: unknown) =>
        carried === null && attempts > 0 ? take(state, second) : mustWait,
      // It gives up for a lock that somebody else has.
      (state: State, carried: unknown) => {
        const hands = carried as Hands | null;
        const held = hands?.held ?? [];
        if (hands?.hasGivenUp || held.length === 2) return mustWait;
        const isTaken = pair.some((name) => !held.includes(name) && state[name].isTaken);
        return isTaken ? { held, hasGivenUp: true } : mustWait;
      },
    ],
    real: (guarded: Guarded) => {
      const patience = { attempts, timeoutMs: 8 };
      return lock(guarded.locks[first], guarded.locks[second], patience) && use(guarded, pair);
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
        state: { pen: { isTaken: false, count: 0 }, notebook: { isTaken: false, count: 0 } },
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
        model: (state: State) => take(state, name),
        afterwards: (state: State) => useAndUnlock(state, [name]),
        real: (guarded: Guarded) => {
          guarded.locks[name].lock();
          return use(guarded, [name]);
        },
      })),
    ],
    look: {
      name: "whether each lock is free",
      model: () => [true, true],
      real: ({ locks }) => [locks.pen.tryLock(), locks.notebook.tryLock()],
    },
    errors: [LockError],
    // Who does not even try disturbs nobody.
    allows: (threads) => threads.length === 1 || !threads.flat().join().includes("0 attempts"),
    shapes,
  });
}
