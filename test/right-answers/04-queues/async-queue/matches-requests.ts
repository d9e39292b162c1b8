// right: every call leaves a request, and one method grants what can be granted

import { QueueClosedError } from "#lesson/04-queues/queue.ts";

export interface WaitOptions {
  signal?: AbortSignal | undefined;
}

type Request<Item> = {
  item?: Item;
  grant(item?: Item): void;
  refuse(reason: unknown): void;
};

export class AsyncQueue<Item> implements AsyncIterable<Item> {
  readonly capacity: number;
  readonly #items: Item[] = [];
  readonly #puts = new Set<Request<Item>>();
  readonly #gets = new Set<Request<Item>>();
  #isClosed = false;

  constructor(capacity = Number.POSITIVE_INFINITY) {
    if (!(capacity >= 1)) throw new RangeError(`no room for ${capacity} items`);
    this.capacity = capacity;
  }

  get size(): number {
    return this.#items.length;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  async put(item: Item, { signal }: WaitOptions = {}): Promise<void> {
    signal?.throwIfAborted();
    if (this.#isClosed) throw new QueueClosedError();
    await this.#request(this.#puts, { item }, signal);
  }

  async get({ signal }: WaitOptions = {}): Promise<Item | undefined> {
    signal?.throwIfAborted();
    return await this.#request(this.#gets, {}, signal);
  }

  close(): void {
    this.#isClosed = true;
    this.#grantAll();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Item, void, undefined> {
    let item = await this.get();
    while (item !== undefined) {
      yield item;
      item = await this.get();
    }
  }

  #request(
    requests: Set<Request<Item>>,
    brought: { item?: Item },
    signal: AbortSignal | undefined,
  ): Promise<Item | undefined> {
    const { promise, ...request } = createRequest<Item>(brought);
    const giveUp = (): void => {
      requests.delete(request);
      request.refuse(signal?.reason);
    };
    signal?.addEventListener("abort", giveUp, { once: true });
    requests.add(request);
    this.#grantAll();
    return promise.finally(() => signal?.removeEventListener("abort", giveUp));
  }

  #grantAll(): void {
    for (;;) {
      const [put] = this.#puts;
      const [get] = this.#gets;
      if (get && this.#items.length > 0) {
        this.#gets.delete(get);
        get.grant(this.#items.shift());
      } else if (put && this.#isClosed) {
        this.#puts.delete(put);
        put.refuse(new QueueClosedError());
      } else if (put && this.#items.length < this.capacity) {
        this.#puts.delete(put);
        this.#items.push(put.item as Item);
        put.grant();
      } else if (get && this.#isClosed) {
        this.#gets.delete(get);
        get.grant();
      } else return;
    }
  }
}

function createRequest<Item>(brought: { item?: Item }) {
  let grant: Request<Item>["grant"] = () => {};
  let refuse: Request<Item>["refuse"] = () => {};
  const promise = new Promise<Item | undefined>((resolve, reject) => {
    grant = resolve;
    refuse = reject;
  });
  return { ...brought, grant, refuse, promise };
}
