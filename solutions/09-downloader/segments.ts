// Exercise `segments`: a queue of ranges, and connections that take them until none is left.

import type { ByteRange } from "#lesson/09-downloader/http/byte-range.ts";
import { runTogether } from "#lesson/09-downloader/together.ts";
import { AsyncQueue } from "#solution/04-queues/async-queue.ts";

/** One of the connections, as whoever fetches a range over it sees it. */
export interface Connection {
  /** Aborted when the others need no more of this. */
  signal: AbortSignal;
  /** Asks to be the one that leaves, so that there are fewer. False: it is the last, and stays. */
  leave(): boolean;
}

export interface SegmentsOptions {
  ranges: readonly ByteRange[];
  /** How many at once, at most. */
  connections: number;
  /** Fetches all of it; or returns the rest of it, if `leave` has said true. */
  fetchOne: (range: ByteRange, connection: Connection) => Promise<ByteRange | undefined>;
  signal: AbortSignal;
  /** Told how many there are at first, and whenever that changes, until one fails. */
  onConnections?: (active: number) => void;
}

/**
 * Resolves when every range has been fetched. Once a connection has failed, the others are aborted;
 * it rejects when the last of them has ended.
 *
 * @throws what `fetchOne` threw first; the signal's reason
 */
export async function fetchSegments(options: SegmentsOptions): Promise<void> {
  const { ranges, connections, fetchOne, signal, onConnections = () => {} } = options;
  const queue = new AsyncQueue<ByteRange>();
  await Promise.all(ranges.map((range) => queue.put(range)));
  let left = ranges.length;
  let active = Math.min(connections, left);
  const tasks = Array.from({ length: active }, () => connect);
  onConnections(active);
  await runTogether(tasks, signal);

  async function connect(signal: AbortSignal): Promise<void> {
    let hasLeft = false;
    const leaveOnce = (): boolean => (hasLeft ||= leave());
    for (let range = await next(); range; range = await next()) {
      const rest = await fetchOne(range, { signal, leave: leaveOnce });
      // It is not done: the queue stays open for it, and one of the others will come by.
      if (rest) await queue.put(rest);
      else left--;
      if (left === 0) queue.close();
      if (hasLeft) return;
    }
    onConnections(--active);

    function next(): Promise<ByteRange | undefined> {
      return queue.get({ signal });
    }
  }

  /** Asked and answered in one step: were two to look first, both could go. */
  function leave(): boolean {
    if (active === 1) return false;
    onConnections(--active);
    return true;
  }
}
