// wrong: locks the payer first, then the payee: opposite transfers wait for each other
// verdict: test-failed
// says: sleep for ever, on
// hint: Each of two opposite transfers holds one account and waits for the other. Do both really begin with the same account? (`sort` without a comparator compares texts, and all accounts read the same.)

import { withLock } from "#lesson/02-locks/lock.ts";
import type { Account } from "#lesson/05-deadlock/account.ts";

/**
 * Moves `amount` from one account to another if there is enough. Whoever holds the locks of both
 * accounts sees the money in one of them. An account to itself: nothing moves.
 *
 * @param amount a positive whole number
 * @returns whether `from` had enough
 */
export function transfer(from: Account, to: Account, amount: number): boolean {
  if (from.number === to.number) return withLock(from.lock, () => from.balance >= amount);
  return withLock(from.lock, () => withLock(to.lock, () => move(from, to, amount)));
}

function move(from: Account, to: Account, amount: number): boolean {
  if (from.balance < amount) return false;
  from.balance -= amount;
  to.balance += amount;
  return true;
}
