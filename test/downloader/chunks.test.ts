// How a file is cut into chunks when nobody says how large they shall be.

import fc from "fast-check";
import { expect, test } from "vitest";
import { cutIntoChunks } from "#lesson/09-downloader/file/chunks.ts";
import type { ByteRange } from "#lesson/09-downloader/http/byte-range.ts";

const mib = 2 ** 20;
const lengthOf = ({ start, end }: ByteRange): number => end - start;
const whole = (sizeBytes: number): ByteRange[] => [{ start: 0, end: sizeBytes }];

test("chunks hold all that is missing and nothing else, in order", () => {
  const gap = fc.integer({ min: 1, max: 2 ** 33 });
  const property = fc.property(
    fc.array(fc.tuple(gap, gap), { maxLength: 4 }),
    fc.integer({ min: 1, max: 20 }),
    (gaps, connections) => {
      let end = 0;
      const missing = gaps.map(([before, length]) => {
        const start = end + before;
        end = start + length;
        return { start, end };
      });
      const { chunks, chunkBytes } = cutIntoChunks(missing, { chunkBytes: undefined, connections });
      expect(chunks.every((chunk) => lengthOf(chunk) > 0)).toBe(true);
      // Half as much again, and a byte by rounding.
      expect(Math.max(0, ...chunks.map(lengthOf))).toBeLessThanOrEqual(1.5 * chunkBytes + 1);
      const joined = chunks.reduce<{ start: number; end: number }[]>((ranges, chunk) => {
        const last = ranges.at(-1);
        if (last?.end === chunk.start) last.end = chunk.end;
        else ranges.push({ ...chunk });
        return ranges;
      }, []);
      expect(joined).toEqual(missing);
    },
  );
  fc.assert(property, { seed: 9 });
});

test("the chunks of two rounds are of as many sizes as there are connections, which end together", () => {
  const { chunks } = cutIntoChunks(whole(64 * mib), { chunkBytes: undefined, connections: 4 });
  const sizes = chunks.map(lengthOf);
  // Four, and so that each is a third of a chunk of eight larger than the one before.
  const expected = [4, 20 / 3, 28 / 3, 12, 12, 28 / 3, 20 / 3, 4];
  sizes.forEach((size, index) => {
    expect(Math.abs(size - (expected[index] ?? 0) * mib), `chunk ${index}`).toBeLessThan(2);
  });
  // Whoever is done with the smallest first takes the largest next.
  for (const first of [0, 1, 2, 3])
    expect(Math.abs((sizes[first] ?? 0) + (sizes[4 + first] ?? 0) - 16 * mib)).toBeLessThan(4);
});

test("chunks between the first and the last ones are of one size, however many they are", () => {
  const { chunks } = cutIntoChunks(whole(2 ** 32), { chunkBytes: undefined, connections: 8 });
  expect(chunks).toHaveLength(256);
  expect(new Set(chunks.slice(8, -8).map(lengthOf))).toEqual(new Set([16 * mib]));
});

test.each([
  ["a size is given", 64 * mib, { chunkBytes: 5 * mib, connections: 4 }, 5 * mib],
  ["there is one connection", 64 * mib, { chunkBytes: undefined, connections: 1 }, 16 * mib],
  ["there are fewer than two for each", 5 * mib, { chunkBytes: undefined, connections: 4 }, mib],
])("all chunks but the last are of one size where %s", (_, sizeBytes, settings, chunkBytes) => {
  const { chunks } = cutIntoChunks(whole(sizeBytes), settings);
  expect(new Set(chunks.slice(0, -1).map(lengthOf))).toEqual(new Set([chunkBytes]));
});
