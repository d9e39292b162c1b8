// Exercise `segments`: a queue of ranges, and connections that take them until none is left.

import type { ByteRange } from "#lesson/09-downloader/http/byte-range.ts";
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
  const { ranges, fetchOne, signal } = options;
  const queue = new AsyncQueue<ByteRange>();
  await Promise.all(ranges.map((range) => queue.put(range)));
  // TODO: as many connections as there may be, by `runTogether` (together.ts) with a task for each.
  // TODO: a rest goes back into the queue; close the queue when the last range is done.
  // TODO: let a connection leave unless it is the last: asked and answered in one step.
  // TODO: tell `onConnections` whenever their number changes.
  const range = await queue.get({ signal });
  if (range) await fetchOne(range, { signal, leave: () => false });
}
