// right: one loop starts a fetch wherever there is room, and waits for any to end

import type { ByteRange } from "#lesson/09-downloader/http/byte-range.ts";

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
  /** Told whenever there are more or fewer, until one fails. */
  onConnections?: (active: number) => void;
}

/**
 * Resolves when every range has been fetched. Once a connection has failed, the others are aborted;
 * it rejects when the last of them has ended.
 *
 * @throws what `fetchOne` threw first; the signal's reason
 */
export async function fetchSegments(options: SegmentsOptions): Promise<void> {
  const { connections, fetchOne, onConnections = () => {} } = options;
  const waiting = [...options.ranges];
  const underWay = new Set<Promise<void>>();
  const failed = new AbortController();
  const failures: unknown[] = [];
  const signal = AbortSignal.any([options.signal, failed.signal]);
  let room = Math.min(connections, waiting.length);
  onConnections(room);
  const leave = (): boolean => {
    const mayGo = room > 1;
    if (mayGo) onConnections(--room);
    return mayGo;
  };
  while (underWay.size > 0 || (waiting.length > 0 && !signal.aborted)) {
    while (!signal.aborted && underWay.size < room) {
      const range = waiting.shift();
      if (!range) break;
      const fetching = fetchOne(range, { signal, leave })
        .then((rest) => {
          if (rest) waiting.unshift(rest);
        })
        .catch((error: unknown) => {
          failures.push(error);
          failed.abort(error);
        })
        .finally(() => underWay.delete(fetching));
      underWay.add(fetching);
    }
    await Promise.race(underWay);
  }
  // Whatever it was: even undefined may be thrown.
  if (failures.length > 0) throw failures[0];
  signal.throwIfAborted();
  while (room > 0) onConnections(--room);
}
