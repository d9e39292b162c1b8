// Exercise `ordered-transfer`: money goes from account to account, and nobody waits forever.

import type { Account } from "#lesson/05-deadlock/account.ts";

/**
 * Moves `amount` from one account to another if there is enough. Whoever holds the locks of both
 * accounts sees the money in one of them. An account to itself: nothing moves.
 *
 * @param amount a positive whole number
 * @returns whether `from` had enough
 */
export function transfer(from: Account, to: Account, amount: number): boolean {
  // TODO: hold `from.lock` and `to.lock` while you look and move, and give both back at every end.
  // TODO: choose which of the two comes first so that no two transfers wait for each other.
  // TODO: an account to itself has one lock, not two.
  if (from.balance < amount) return false;
  from.balance -= amount;
  to.balance += amount;
  return true;
}
