// wrong: locks the account that pays and not the one that is paid
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
  return withLock(from.lock, () => {
    if (from.balance < amount) return false;
    if (from.number === to.number) return true;
    from.balance -= amount;
    to.balance += amount;
    return true;
  });
}
