// wrong: orders the locks, and takes the only one twice when both accounts are one
// verdict: test-failed
// says: does not wait for itself: 5 from an account to itself” does not hold yet: Thread 1 sleeps for ever
// hint: Who waits in `lock`, and who would have to unlock? Look at a transfer from an account to itself. Two `Account` objects may be one account: their numbers tell.

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
  const [first, second] = from.number < to.number ? [from, to] : [to, from];
  return withLock(first.lock, () => withLock(second.lock, () => move(from, to, amount)));
}

function move(from: Account, to: Account, amount: number): boolean {
  if (from.balance < amount) return false;
  from.balance -= amount;
  to.balance += amount;
  return true;
}
