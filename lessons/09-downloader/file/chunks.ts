// How what is missing of a file is cut into chunks, which connections take one after another.

import type { DownloadSettings } from "#lesson/09-downloader/download-options.ts";
import { type ByteRange, countBytes } from "#lesson/09-downloader/http/byte-range.ts";
import { splitRange } from "#solution/09-downloader/split.ts";

/** In order; all of `missing`, and nothing else. Without a given size, the chunks are of about `chunkBytes`. */
export function cutIntoChunks(
  missing: readonly ByteRange[],
  settings: Pick<DownloadSettings, "chunkBytes" | "connections">,
): { chunks: ByteRange[]; chunkBytes: number } {
  const { connections } = settings;
  const chunkBytes = settings.chunkBytes ?? chooseChunkBytes(countBytes(missing), connections);
  const cut = settings.chunkBytes === undefined ? stagger : splitRange;
  return { chunks: missing.flatMap((range) => cut(range, chunkBytes, connections)), chunkBytes };
}

/** Large enough that requests cost little, small enough that all connections end together. */
function chooseChunkBytes(sizeBytes: number, connections: number): number {
  const [smallest, largest] = [2 ** 20, 2 ** 24];
  return Math.min(Math.max(Math.ceil(sizeBytes / connections / 2), smallest), largest);
}

/**
 * The first chunks grow and the last ones shrink, by half of their size at most: connections do not all wait for their next
 * reply at the same moment, and yet they end together.
 */
function stagger(range: ByteRange, chunkBytes: number, connections: number): ByteRange[] {
  const sizeBytes = range.end - range.start;
  const count = Math.ceil(sizeBytes / chunkBytes);
  if (connections < 2 || count < 2 * connections) return splitRange(range, chunkBytes);
  // In chunks: how much less than chunks of one size the first ones hold together, and the last ones.
  const lag = (chunks: number): number =>
    (chunks * Math.max(0, connections - chunks)) / (2 * (connections - 1));
  const endOf = (chunks: number): number =>
    range.start + Math.round((sizeBytes / count) * (chunks - lag(chunks) + lag(count - chunks)));
  return Array.from({ length: count }, (_, chunk) => ({
    start: endOf(chunk),
    end: endOf(chunk + 1),
  }));
}
