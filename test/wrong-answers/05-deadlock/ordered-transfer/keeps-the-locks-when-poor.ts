// wrong: returns early and keeps both locks
// verdict: test-failed
// says: somebody still holds the lock
// hint: Count the ways out of the function. Does each of them unlock?

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
  const [first, second] = from.number < to.number ? [from, to] : [to, from];
  first.lock.lock();
  second.lock.lock();
  if (from.balance < amount) return false;
  from.balance -= amount;
  to.balance += amount;
  second.lock.unlock();
  first.lock.unlock();
  return true;
}
