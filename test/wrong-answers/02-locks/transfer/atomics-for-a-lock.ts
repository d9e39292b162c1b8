// wrong: adds atomically to each account, without the lock
// verdict: test-failed
// says: shows nobody a moment at which the money is nowhere” does not hold yet: At the end, total saw
// hint: Between the two halves of the transfer somebody looked, and the money was in neither account. One lock around both halves, and around the sum.

import type { Lock } from "#lesson/02-locks/lock.ts";

/** Balances in shared memory, and the lock that guards all of them. */
export interface Bank {
  lock: Lock;
  balances: Int32Array;
}

/** A booking was refused; nothing has moved. */
export class BankError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "BankError";
  }
}

/** Throws BankError if there is no such account. */
export function deposit(bank: Bank, account: number, amount: number): void {
  book(bank, account, amount);
}

/** Throws BankError if there is no such account or not enough money in it. */
export function withdraw(bank: Bank, account: number, amount: number): void {
  book(bank, account, -amount);
}

/**
 * Moves `amount` in one step: nobody sees it gone and not yet arrived. Throws BankError if there
 * is no such account or not enough money in `from`; then nothing has moved.
 */
export function transfer(bank: Bank, from: number, to: number, amount: number): void {
  findBalance(bank, to);
  book(bank, from, -amount);
  book(bank, to, amount);
}

/** The sum of all balances at one moment. */
export function total(bank: Bank): number {
  let sum = 0;
  for (let account = 0; account < bank.balances.length; account++) {
    sum += findBalance(bank, account);
  }
  return sum;
}

/** Throws BankError before anything has changed. */
function book(bank: Bank, account: number, change: number): void {
  for (;;) {
    const seen = findBalance(bank, account);
    if (seen + change < 0) throw new BankError(`account ${account} has too little money`);
    if (Atomics.compareExchange(bank.balances, account, seen, seen + change) === seen) return;
  }
}

function findBalance(bank: Bank, account: number): number {
  if (account >= bank.balances.length) throw new BankError(`there is no account ${account}`);
  return Atomics.load(bank.balances, account);
}
