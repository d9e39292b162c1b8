// What transfers between accounts must do: move the money in one step if there is enough, and let everybody pass in the end.

import type { transfer } from "#exercise/05-deadlock/ordered-transfer.ts";
import { Account } from "#lesson/05-deadlock/account.ts";
import { defineSpecification } from "#workbook/explorer/index.ts";

interface State {
  balances: number[];
}

/** The cells of each account. */
type Bank = Record<string, Int32Array>;

const owners = ["Anna", "Ben", "Cleo"] as const;
const atFirst = [5, 5, 0];
/** From whom, to whom, how much: all, more than all, and to oneself. */
const payments: [number, number, number][] = [
  [0, 1, 5],
  [0, 1, 6],
  [1, 0, 1],
  [1, 2, 5],
  [2, 0, 5],
  [0, 0, 5],
  [0, 0, 6],
];

/** An object of its own each time: it is the number that says which account it is. */
function openAccount(bank: Bank, n: number): Account {
  return new Account(n + 1, bank[owners[n] ?? ""] as Int32Array);
}

/** False if all locks are free and some money is nowhere. It waits for nobody, so it fits every order. */
function isWhole(bank: Bank): boolean {
  const accounts = owners.map((_, n) => openAccount(bank, n));
  const held = [];
  for (const account of accounts) {
    if (!account.lock.tryLock()) break;
    held.push(account);
  }
  const sum = held.reduce((total, { balance }) => total + balance, 0);
  for (const { lock } of held) lock.unlock();
  return held.length < accounts.length || sum === 10;
}

export function specifyOrderedTransfer(pay: typeof transfer, shapes: number[][]) {
  return defineSpecification<State, Bank>({
    name: "bank",
    starts: [
      {
        name: "Anna has 5, Ben has 5, Cleo has 0",
        state: { balances: atFirst },
        memory: () => Object.fromEntries(owners.map((name, n) => [name, [0, atFirst[n] ?? 0]])),
      },
    ],
    open: (m) => m,
    calls: [
      ...payments.map(([from, to, amount]) => ({
        name: `transfer(${owners[from]}, ${owners[to]}, ${amount})`,
        model: ({ balances }: State) => {
          const [has = 0, had = 0] = [balances[from], balances[to]];
          if (has < amount) return false;
          if (from !== to) [balances[from], balances[to]] = [has - amount, had + amount];
          return true;
        },
        real: (bank: Bank) => pay(openAccount(bank, from), openAccount(bank, to), amount),
      })),
      { name: "is all the money there?", model: () => true, real: isWhole },
    ],
    look: {
      name: "what is left",
      model: ({ balances }) =>
        Object.fromEntries(owners.map((owner, n) => [owner, [balances[n], "lock free"]])),
      real: (bank) =>
        Object.fromEntries(
          owners.map((owner, n) => {
            const { balance, lock } = openAccount(bank, n);
            return [owner, [balance, lock.tryLock() ? "lock free" : "lock taken"]];
          }),
        ),
    },
    shapes,
  });
}
