// right: uses Atomics on the balances too, which the lock makes superfluous but not wrong

import { type Lock, withLock } from "#lesson/02-locks/lock.ts";

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
  withLock(bank.lock, () => book(bank, account, amount));
}

/** Throws BankError if there is no such account or not enough money in it. */
export function withdraw(bank: Bank, account: number, amount: number): void {
  withLock(bank.lock, () => book(bank, account, -amount));
}

/**
 * Moves `amount` in one step: no thread sees it gone and not yet arrived. Throws BankError if there
 * is no such account or not enough money in `from`; then nothing has moved.
 */
export function transfer(bank: Bank, from: number, to: number, amount: number): void {
  withLock(bank.lock, () => {
    findBalance(bank, to);
    book(bank, from, -amount);
    book(bank, to, amount);
  });
}

/** The sum of all balances at one moment. */
export function total(bank: Bank): number {
  return withLock(bank.lock, () => bank.balances.reduce((sum, balance) => sum + balance, 0));
}

/** The caller holds the lock. Throws BankError before anything has changed. */
function book(bank: Bank, account: number, change: number): void {
  const balance = findBalance(bank, account) + change;
  if (balance < 0) throw new BankError(`account ${account} has too little money`);
  Atomics.store(bank.balances, account, balance);
}

/** The caller holds the lock. */
function findBalance(bank: Bank, account: number): number {
  const balance = bank.balances[account];
  if (balance === undefined) throw new BankError(`there is no account ${account}`);
  return balance;
}
