// wrong: refuses every transfer from an account to itself
// verdict: test-failed
// says: does not wait for itself: 5 from an account to itself” does not hold yet: At the end, transfer returned false, not true
// hint: Nothing moves from an account to itself, but the question remains: has `from` enough?

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
  if (from.number === to.number) return false;
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
