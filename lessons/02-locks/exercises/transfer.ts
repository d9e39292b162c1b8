// Exercise `transfer`: money that moves under a lock, whatever goes wrong on the way.

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
  // TODO: hold the lock, and give it back however this ends.
  const balance = bank.balances[account];
  if (balance === undefined) throw new BankError(`there is no account ${account}`);
  bank.balances[account] = balance + amount;
}

/** Throws BankError if there is no such account or not enough money in it. */
export function withdraw(bank: Bank, account: number, amount: number): void {
  // TODO: hold the lock, and give it back however this ends.
  const balance = bank.balances[account];
  if (balance === undefined) throw new BankError(`there is no account ${account}`);
  if (balance < amount) throw new BankError(`account ${account} has too little money`);
  bank.balances[account] = balance - amount;
}

/**
 * Moves `amount` in one step: no thread sees it gone and not yet arrived. Throws BankError if there
 * is no such account or not enough money in `from`; then nothing has moved.
 */
export function transfer(bank: Bank, from: number, to: number, amount: number): void {
  // TODO: one lock around both. What if the second refuses?
  withdraw(bank, from, amount);
  deposit(bank, to, amount);
}

/** The sum of all balances at one moment. */
export function total(bank: Bank): number {
  // TODO: at one moment.
  let sum = 0;
  for (const balance of bank.balances) sum += balance;
  return sum;
}
