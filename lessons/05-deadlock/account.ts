// A bank account in shared memory: a balance, and the mutex that guards it.

import { Mutex } from "#solution/02-locks/mutex.ts";

export class Account {
  /** Int32 cells that an account needs. */
  static readonly length = Mutex.length + 1;
  /** Its number in the bank: the same in every thread, and no two accounts have the same. */
  readonly number: number;
  /** In a buffer of its own, or in one with other accounts. */
  readonly cells: Int32Array;
  readonly lock: Mutex;

  constructor(number: number, cells: Int32Array) {
    this.number = number;
    this.cells = cells;
    this.lock = new Mutex(cells.subarray(0, Mutex.length));
  }

  /** Read it and set it only while you hold `lock`. */
  get balance(): number {
    return this.cells[Mutex.length] ?? 0;
  }

  set balance(balance: number) {
    this.cells[Mutex.length] = balance;
  }
}
