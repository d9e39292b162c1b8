// Exercise `ordered-transfer`: money goes from account to account, and nobody waits forever.

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
  // The lower number first, whichever way the money goes: so the waiting has no circle.
  const [first, second] = from.number < to.number ? [from, to] : [to, from];
  return withLock(first.lock, () => withLock(second.lock, () => move(from, to, amount)));
}

function move(from: Account, to: Account, amount: number): boolean {
  if (from.balance < amount) return false;
  from.balance -= amount;
  to.balance += amount;
  return true;
}
