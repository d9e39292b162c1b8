// wrong: books without the lock
// verdict: test-failed
// says: loses no coin between two threads” does not hold yet: Thread
// hint: Two bookings at once read the same balance. Hold `bank.lock` from the read to the write.

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
  return bank.balances.reduce((sum, balance) => sum + balance, 0);
}

/** Throws BankError before anything has changed. */
function book(bank: Bank, account: number, change: number): void {
  const balance = findBalance(bank, account) + change;
  if (balance < 0) throw new BankError(`account ${account} has too little money`);
  bank.balances[account] = balance;
}

function findBalance(bank: Bank, account: number): number {
  const balance = bank.balances[account];
  if (balance === undefined) throw new BankError(`there is no account ${account}`);
  return balance;
}
