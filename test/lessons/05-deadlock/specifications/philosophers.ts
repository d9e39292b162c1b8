// What a table of philosophers must do: give each fork to one hand, let those eat who share none, and everybody in the end.

import type { Table } from "#exercise/05-deadlock/philosophers.ts";
import { defineSpecification, mustWait } from "#workbook/explorer/index.ts";

interface State {
  isTaken: boolean[];
  uses: number[];
}

interface Dinner {
  table: Table;
  /** How often each fork was used. Plain: who eats has both forks for itself. */
  uses: Int32Array;
}

const stays = "forever";

/** @param seats those of the table; `taken` are the seats that somebody may sit at */
export function specifyPhilosophers(
  type: typeof Table,
  seats: number,
  taken: number[],
  shapes: number[][],
) {
  const none = Array.from({ length: seats }, () => 0);
  const forksOf = (seat: number): [number, number] => [seat, (seat + 1) % seats];
  const take = ({ isTaken }: State, fork: number): boolean => {
    if (isTaken[fork]) return false;
    isTaken[fork] = true;
    return true;
  };
  const use = (uses: number[] | Int32Array, seat: number): number[] =>
    forksOf(seat).map((fork) => {
      const count = (uses[fork] ?? 0) + 1;
      uses[fork] = count;
      return count;
    });
  // All around the table, one fork in each hand would be the circle that must not be.
  const isFull = taken.length === seats;
  const takeBoth = (state: State, seat: number): boolean =>
    forksOf(seat).every((fork) => !state.isTaken[fork]) &&
    forksOf(seat).every((fork) => take(state, fork));
  /** Elsewhere whoever waits may have one fork, this or that, in the hand. */
  const takeForks = (seat: number) => {
    const [left, right] = forksOf(seat);
    const other = (first: unknown): number => (first === left ? right : left);
    return {
      model: (state: State) =>
        isFull ? takeBoth(state, seat) || mustWait : take(state, left) ? left : mustWait,
      otherwise: (state: State, first: unknown) =>
        !isFull && first === null && take(state, right) ? right : mustWait,
      takeOther: (state: State, first: unknown) =>
        isFull || take(state, other(first)) ? undefined : mustWait,
    };
  };
  return defineSpecification<State, Dinner>({
    name: "table",
    maySpin: true,
    starts: [
      {
        name: `a table of ${seats}, all forks on it`,
        state: { isTaken: none.map(() => false), uses: none },
        memory: () => ({ table: type.cellsFor(seats), uses: seats }),
      },
    ],
    open: (m) => ({ table: new type(m.table, seats), uses: m.uses }),
    calls: taken.flatMap((seat) => {
      const { model, otherwise, takeOther } = takeForks(seat);
      return [
        {
          name: `eat at seat ${seat}`,
          model,
          otherwise,
          afterwards: [
            takeOther,
            ({ isTaken, uses }: State) => {
              for (const fork of forksOf(seat)) isTaken[fork] = false;
              return use(uses, seat);
            },
          ],
          real: ({ table, uses }: Dinner) => {
            table.takeForks(seat);
            const counts = use(uses, seat);
            table.putForks(seat);
            return counts;
          },
        },
        {
          name: `takeForks(${seat}) ${stays}`,
          model,
          otherwise,
          afterwards: takeOther,
          real: ({ table }: Dinner) => table.takeForks(seat),
        },
      ];
    }),
    allows: (threads) => {
      const seated = threads.map((calls) => new Set(calls.map((call) => /\d+/.exec(call)?.[0])));
      const stay = threads.map((calls) => calls.findIndex((call) => call.endsWith(stays)));
      return (
        // Everybody has a seat of their own, and eats no more once they keep the forks.
        seated.every((at) => at.size === 1) &&
        new Set(seated.flatMap((at) => [...at])).size === threads.length &&
        stay.every((at, t) => at < 0 || at === (threads[t]?.length ?? 0) - 1) &&
        // Who waits beside one that stays may keep others from eating, if all seats are taken.
        (!isFull || threads.length <= 2 || stay.every((at) => at < 0))
      );
    },
    shapes,
  });
}
