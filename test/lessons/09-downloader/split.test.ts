// The tests of exercise `split`: single cases first, then all small ones by a property.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findMissing, mergeRanges, splitRange } from "#exercise/09-downloader/split.ts";
import type { ByteRange } from "#lesson/09-downloader/http/byte-range.ts";
import { expectOfAll } from "./fixtures/expect-of-all.ts";

const range = (start: number, end: number): ByteRange => ({ start, end });
const anyRange = fc
  .tuple(fc.nat({ max: 30 }), fc.nat({ max: 10 }))
  .map(([start, length]) => range(start, start + length));

const show = (ranges: readonly ByteRange[]): string =>
  `[${ranges.map(({ start, end }) => `${start} to ${end}`).join(", ")}]`;

function listBytes(ranges: readonly ByteRange[]): number[] {
  return ranges.flatMap(({ start, end }) =>
    Array.from({ length: Math.max(end - start, 0) }, (_, index) => start + index),
  );
}

describe("splitRange", () => {
  it("cuts a range into chunks of the size, in order", () => {
    expect(splitRange(range(0, 30), 10)).toEqual([range(0, 10), range(10, 20), range(20, 30)]);
  });

  it("makes the last chunk only as long as what is left", () => {
    expect(splitRange(range(0, 25), 10)).toEqual([range(0, 10), range(10, 20), range(20, 25)]);
  });

  it("starts where the range starts", () => {
    expect(splitRange(range(7, 20), 10)).toEqual([range(7, 17), range(17, 20)]);
  });

  it("gives no chunk for an empty range", () => {
    expect(splitRange(range(5, 5), 10)).toEqual([]);
  });

  it("refuses chunks of 0 bytes, which would never end", () => {
    expect(() => splitRange(range(0, 5), 0)).toThrow(RangeError);
    expect(() => splitRange(range(0, 5), Number.NaN)).toThrow(RangeError);
  });

  it("refuses a chunk that is no positive whole number, whatever the range", () => {
    for (const chunk of [0, -0, -1, -10, 0.5, 1.5, 10.25, Infinity, -Infinity, Number.NaN]) {
      for (const some of [range(0, 5), range(3, 30), range(5, 5)]) {
        const cut = () => splitRange(some, chunk);
        expect(cut, `expected a RangeError of splitRange(${show([some])}, ${chunk})`).toThrow(
          RangeError,
        );
      }
    }
  });

  it("has each byte once, in full chunks but for the last, whatever it is given", () => {
    const sizes = fc.integer({ min: 1, max: 13 });
    const holds = fc.property(anyRange, sizes, (some, size) => {
      const chunks = splitRange(some, size);
      const title = `splitRange(${show([some])}, ${size})`;
      expect(listBytes(chunks), `the bytes in ${title}`).toEqual(listBytes([some]));
      const lengths = chunks.slice(0, -1).map(({ start, end }) => end - start);
      const full = lengths.map(() => size);
      expect(lengths, `bytes of all chunks but the last in ${title}`).toEqual(full);
      expect(chunks.length, `chunks in ${title}`).toBe(Math.ceil((some.end - some.start) / size));
    });
    expectOfAll(holds);
  });

  it("counts beyond four gigabytes", () => {
    const start = 2 ** 32 - 5;
    expect(splitRange(range(start, start + 20), 10)).toEqual([
      range(start, start + 10),
      range(start + 10, start + 20),
    ]);
  });
});

describe("mergeRanges", () => {
  it("joins ranges that touch", () => {
    expect(mergeRanges([range(0, 5), range(5, 9)])).toEqual([range(0, 9)]);
  });

  it("puts them in order", () => {
    expect(mergeRanges([range(20, 30), range(0, 5)])).toEqual([range(0, 5), range(20, 30)]);
  });

  it("does not end a range early because another lies within it", () => {
    expect(mergeRanges([range(0, 100), range(10, 20), range(50, 120)])).toEqual([range(0, 120)]);
  });

  it("joins ranges beyond four gigabytes, too", () => {
    const start = 2 ** 32 - 5;
    const ranges = [
      range(start + 20, start + 30),
      range(start, start + 3),
      range(start + 3, start + 9),
    ];
    expect(mergeRanges(ranges)).toEqual([range(start, start + 9), range(start + 20, start + 30)]);
  });

  it("changes neither the list that it is given nor what is in it", () => {
    const given = [range(20, 30), range(0, 5), range(5, 9)];
    mergeRanges(given);
    expect(given, "the list afterwards").toEqual([range(20, 30), range(0, 5), range(5, 9)]);
  });

  it("has each byte once, in as few ranges as can be, whatever it is given", () => {
    const holds = fc.property(fc.array(anyRange, { maxLength: 6 }), (ranges) => {
      const bytes = [...new Set(listBytes(ranges))].sort((a, b) => a - b);
      const merged = mergeRanges(ranges);
      expect(listBytes(merged), `the bytes in mergeRanges(${show(ranges)})`).toEqual(bytes);
      const few = bytes.filter((byte, index) => byte - 1 !== bytes[index - 1]).length;
      expect(merged.length, `ranges in mergeRanges(${show(ranges)})`).toBe(few);
    });
    expectOfAll(holds);
  });
});

describe("findMissing", () => {
  it("finds everything missing where nothing is there", () => {
    expect(findMissing(10, [])).toEqual([range(0, 10)]);
  });

  it("finds nothing missing where all is there", () => {
    expect(findMissing(10, [range(0, 10)])).toEqual([]);
  });

  it("finds nothing missing in an empty file", () => {
    expect(findMissing(0, [])).toEqual([]);
  });

  it("finds the start, the gaps and the end", () => {
    const missing = findMissing(100, [range(10, 20), range(50, 60)]);
    expect(missing).toEqual([range(0, 10), range(20, 50), range(60, 100)]);
  });

  it("finds the gaps beyond four gigabytes, too", () => {
    const start = 2 ** 32 - 5;
    const missing = findMissing(start + 30, [range(start, start + 20)]);
    expect(missing).toEqual([range(0, start), range(start + 20, start + 30)]);
  });

  it("finds exactly the other bytes, however the ranges overlap", () => {
    const holds = fc.property(fc.array(anyRange, { maxLength: 6 }), fc.nat(45), (have, size) => {
      const there = new Set(listBytes(have));
      const expected = listBytes([range(0, size)]).filter((byte) => !there.has(byte));
      const missing = findMissing(size, have);
      const title = `findMissing(${size}, ${show(have)})`;
      expect(listBytes(missing), `the bytes in ${title}`).toEqual(expected);
      const empty = missing.filter(({ start, end }) => start >= end);
      expect(show(empty), `ranges without a byte in ${title}`).toBe("[]");
    });
    expectOfAll(holds);
  });
});
