// right: takes the higher number first, and each lock once by a set

import type { Account } from "#lesson/05-deadlock/account.ts";

/**
 * Moves `amount` from one account to another if there is enough. Whoever holds the locks of both
 * accounts sees the money in one of them. An account to itself: nothing moves.
 *
 * @param amount a positive whole number
 * @returns whether `from` had enough
 */
export function transfer(from: Account, to: Account, amount: number): boolean {
  const accounts = [...new Set([from.number, to.number])]
    .sort((a, b) => b - a)
    .map((number) => (number === from.number ? from : to));
  for (const { lock } of accounts) lock.lock();
  const enough = from.balance >= amount;
  if (enough && accounts.length === 2) {
    from.balance -= amount;
    to.balance += amount;
  }
  for (const { lock } of accounts) lock.unlock();
  return enough;
}
