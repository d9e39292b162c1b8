// right: orders the locks by their place in the shared memory, and unlocks by hand

import type { Account } from "#lesson/05-deadlock/account.ts";

/**
 * Moves `amount` from one account to another if there is enough. Whoever holds the locks of both
 * accounts sees the money in one of them. An account to itself: nothing moves.
 *
 * @param amount a positive whole number
 * @returns whether `from` had enough
 */
export function transfer(from: Account, to: Account, amount: number): boolean {
  if (from.cells.byteOffset === to.cells.byteOffset) {
    from.lock.lock();
    const enough = from.balance >= amount;
    from.lock.unlock();
    return enough;
  }
  const locks = [from, to]
    .sort((a, b) => a.cells.byteOffset - b.cells.byteOffset)
    .map(({ lock }) => lock);
  for (const lock of locks) lock.lock();
  try {
    return move(from, to, amount);
  } finally {
    for (const lock of locks.reverse()) lock.unlock();
  }
}

function move(from: Account, to: Account, amount: number): boolean {
  if (from.balance < amount) return false;
  from.balance -= amount;
  to.balance += amount;
  return true;
}
