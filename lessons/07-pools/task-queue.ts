// Tasks in the order in which they came; taking one is as quick among many as among few.

import type { Task } from "./task.ts";

export class TaskQueue {
  /** The next one is last: `shift` would move all that follow, `pop` moves none. */
  #front: Task[] = [];
  #back: Task[] = [];

  get isEmpty(): boolean {
    return this.#front.length === 0 && this.#back.length === 0;
  }

  push(task: Task): void {
    this.#back.push(task);
  }

  /** For one that had its turn before: it comes before all others. */
  putBack(task: Task): void {
    this.#front.push(task);
  }

  /** The next task, which stays where it is. */
  peek(): Task | undefined {
    if (this.#front.length === 0) {
      this.#front = this.#back.reverse();
      this.#back = [];
    }
    return this.#front.at(-1);
  }

  take(): Task | undefined {
    this.peek();
    return this.#front.pop();
  }
}
