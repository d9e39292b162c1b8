// What a bank must do: move money in one step, or refuse and move nothing.

import type * as transferModule from "#exercise/02-locks/transfer.ts";
import { Mutex } from "#solution/02-locks/mutex.ts";
import { defineSpecification } from "#workbook/explorer/index.ts";

type Answer = Pick<
  typeof transferModule,
  "BankError" | "deposit" | "withdraw" | "transfer" | "total"
>;
interface State {
  balances: number[];
}

const nobody = 9;

export function specifyTransfer(answer: Answer, shapes: number[][]) {
  const { BankError, deposit, withdraw, transfer, total } = answer;
  /** Moves `amounts`, by account, or nothing. An account that is not there refuses even 0. */
  const book = (state: State, ...amounts: [account: number, amount: number][]): void => {
    const after = [...state.balances];
    for (const [account, amount] of amounts) {
      const balance = after[account];
      if (balance === undefined || balance + amount < 0) throw new BankError("");
      after[account] = balance + amount;
    }
    state.balances = after;
  };
  const transfers: [number, number, number][] = [
    [0, 1, 1],
    [1, 0, 1],
    // From an empty account, and to one: what is falsy is there all the same.
    [1, 0, 0],
    [0, 0, 2],
    [0, 0, 3],
    [0, nobody, 1],
    [nobody, 0, 1],
    [0, -1, 1],
    [-1, 0, 0],
  ];
  const bookings: [number, number][] = [
    [0, 1],
    [nobody, 1],
    [0, -2],
    [0, -3],
    [nobody, -1],
    [-1, 1],
  ];
  return defineSpecification<State, transferModule.Bank>({
    name: "bank",
    starts: [
      {
        name: "balances 2 and 0",
        state: { balances: [2, 0] },
        memory: () => ({ lock: Mutex.length, balances: [2, 0] }),
      },
    ],
    open: (m) => ({ lock: new Mutex(m.lock), balances: m.balances }),
    calls: [
      ...transfers.map(([from, to, amount]) => ({
        name: `transfer(${from}, ${to}, ${amount})`,
        model: (state: State) => book(state, [from, -amount], [to, amount]),
        real: (bank: transferModule.Bank) => transfer(bank, from, to, amount),
      })),
      ...bookings.map(([account, amount]) => ({
        name: amount > 0 ? `deposit(${account}, ${amount})` : `withdraw(${account}, ${-amount})`,
        model: (state: State) => book(state, [account, amount]),
        real: (bank: transferModule.Bank) =>
          amount > 0 ? deposit(bank, account, amount) : withdraw(bank, account, -amount),
      })),
      {
        name: "total()",
        model: ({ balances }) => balances.reduce((sum, balance) => sum + balance, 0),
        real: total,
      },
    ],
    look: {
      name: "each balance",
      model: ({ balances }) => balances,
      real: ({ balances }) => [balances[0], balances[1]],
    },
    errors: [BankError],
    shapes,
  });
}
