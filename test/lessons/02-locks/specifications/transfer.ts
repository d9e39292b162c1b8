// What a bank must do: move money in one step, or refuse and move nothing.

import type * as transferModule from "#exercise/02-locks/transfer.ts";
import { Mutex } from "#solution/02-locks/mutex.ts";
import { defineSpecification } from "#workbook/explorer/index.ts";

type Answer = Pick<typeof transferModule, "deposit" | "withdraw" | "transfer" | "total">;
interface State {
  balances: number[];
}

class BankError extends Error {
  override readonly name = "BankError";
}

/** Moves `amounts`, by account, or nothing. An account that is not there refuses even 0. */
function book(state: State, ...amounts: [account: number, amount: number][]): void {
  const after = [...state.balances];
  for (const [account, amount] of amounts) {
    const balance = after[account];
    if (balance === undefined || balance + amount < 0) throw new BankError();
    after[account] = balance + amount;
  }
  state.balances = after;
}

const nobody = 9;

export function specifyTransfer(answer: Answer, shapes: number[][]) {
  const { deposit, withdraw, transfer, total } = answer;
  const transfers: [number, number, number][] = [
    [0, 1, 1],
    [1, 0, 2],
    [0, 0, 1],
    [0, nobody, 1],
  ];
  return defineSpecification<State, transferModule.Bank>({
    name: "bank",
    starts: [
      {
        name: "balances 2 and 1",
        state: { balances: [2, 1] },
        memory: () => ({ lock: Mutex.length, balances: [2, 1] }),
      },
    ],
    open: (m) => ({ lock: new Mutex(m.lock), balances: m.balances }),
    calls: [
      ...transfers.map(([from, to, amount]) => ({
        name: `transfer(${from}, ${to}, ${amount})`,
        model: (state: State) => book(state, [from, -amount], [to, amount]),
        real: (bank: transferModule.Bank) => transfer(bank, from, to, amount),
      })),
      {
        name: "deposit(0, 1)",
        model: (state) => book(state, [0, 1]),
        real: (bank) => deposit(bank, 0, 1),
      },
      {
        name: "withdraw(0, 2)",
        model: (state) => book(state, [0, -2]),
        real: (bank) => withdraw(bank, 0, 2),
      },
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
    shapes,
  });
}
