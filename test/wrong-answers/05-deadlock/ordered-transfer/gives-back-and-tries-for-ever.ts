// wrong: gives back and tries again at once, without end: all can keep step for ever
// verdict: test-failed
// says: without getting anywhere
// hint: Nobody sleeps here, and yet a schedule exists in which nobody gets both. An order needs no second try.

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
  for (;;) {
    from.lock.lock();
    if (to.lock.tryLock()) break;
    from.lock.unlock();
  }
  const enough = move(from, to, amount);
  to.lock.unlock();
  from.lock.unlock();
  return enough;
}

function move(from: Account, to: Account, amount: number): boolean {
  if (from.balance < amount) return false;
  from.balance -= amount;
  to.balance += amount;
  return true;
}
