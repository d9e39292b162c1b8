// wrong: looks at the balance before it holds the lock
// verdict: test-failed
// says: writes `ben[1]` while thread 2 reads it
// hint: Both balances are read and written. Is each of those lines, the first look included, between the `lock` and the `unlock` of its account?

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
  if (from.balance < amount) return false;
  if (from.number === to.number) return true;
  const [first, second] = from.number < to.number ? [from, to] : [to, from];
  return withLock(first.lock, () => withLock(second.lock, () => move(from, to, amount)));
}

function move(from: Account, to: Account, amount: number): boolean {
  if (from.balance < amount) return false;
  from.balance -= amount;
  to.balance += amount;
  return true;
}
