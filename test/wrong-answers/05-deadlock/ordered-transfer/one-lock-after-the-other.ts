// wrong: gives back the first lock before it takes the second: for a moment the money is nowhere
// verdict: test-failed
// says: the auditor counted 7, not 10
// hint: An auditor holds both locks between your two steps. Where is the money then?

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
  const paid = withLock(from.lock, () => {
    if (from.balance < amount) return false;
    from.balance -= amount;
    return true;
  });
  if (paid) {
    withLock(to.lock, () => {
      to.balance += amount;
    });
  }
  return paid;
}
