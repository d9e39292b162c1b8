// right: a chain of promises: everybody waits for the one before

/** Gives the mutex back. A second call does nothing. */
export type Release = () => void;

/** Blocks no thread: whoever waits, awaits. Not for threads, and not to be taken twice by one task. */
export class AsyncMutex {
  #last: Promise<void> = Promise.resolve();
  #count = 0;

  get isLocked(): boolean {
    return this.#count > 0;
  }

  async acquire(signal?: AbortSignal): Promise<Release> {
    signal?.throwIfAborted();
    const before = this.#last;
    let open = (): void => {};
    this.#last = new Promise((resolve) => {
      open = resolve;
    });
    this.#count++;
    let isHeld = true;
    const release = (): void => {
      if (!isHeld) return;
      isHeld = false;
      this.#count--;
      open();
    };
    await new Promise<void>((resolve, reject) => {
      const giveUp = (): void => {
        // Whoever comes behind still waits for the one before.
        void before.then(release);
        reject(signal?.reason);
      };
      signal?.addEventListener("abort", giveUp, { once: true });
      void before.then(() => {
        signal?.removeEventListener("abort", giveUp);
        resolve();
      });
    });
    return release;
  }

  async runExclusive<Result>(
    action: () => Promise<Result> | Result,
    signal?: AbortSignal,
  ): Promise<Result> {
    const release = await this.acquire(signal);
    try {
      signal?.throwIfAborted();
      return await action();
    } finally {
      release();
    }
  }
}
