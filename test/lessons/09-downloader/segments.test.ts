// The tests of exercise `segments`: every order in which ranges are done, by fast-check's scheduler.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Connection, fetchSegments } from "#exercise/09-downloader/segments.ts";
import type { ByteRange } from "#lesson/09-downloader/http/byte-range.ts";
import { describeAnyLeaving } from "./fixtures/describe-any-leaving.ts";

const rangesOf = (count: number): ByteRange[] =>
  Array.from({ length: count }, (_, index) => ({ start: index * 10, end: index * 10 + 10 }));
const never = new AbortController().signal;
/** Why a signal may abort: whatever it is, it has aborted. */
const reasons = [new Error("interrupted"), null, 0];
const turn = () => new Promise((resolve) => setImmediate(resolve));

/** Runs the same in many orders of events. */
async function inManyOrders(play: (scheduler: fc.Scheduler) => Promise<void>): Promise<void> {
  const property = fc.asyncProperty(fc.scheduler(), play);
  const { failed, errorInstance } = await fc.check(property, { seed: 9, numRuns: 60 });
  if (failed) throw errorInstance;
}

describe("fetchSegments", () => {
  it("fetches every range once", async () => {
    await inManyOrders(async (scheduler) => {
      const fetched: number[] = [];
      const done = fetchSegments({
        ranges: rangesOf(7),
        connections: 3,
        signal: never,
        async fetchOne({ start }) {
          await scheduler.schedule(Promise.resolve(), `range ${start}`);
          fetched.push(start);
          return undefined;
        },
      });
      await scheduler.waitFor(done);
      expect(fetched.sort((a, b) => a - b)).toEqual([0, 10, 20, 30, 40, 50, 60]);
    });
  });

  it("has as many connections at the same time as it may, and no more", async () => {
    await inManyOrders(async (scheduler) => {
      let [active, most] = [0, 0];
      const done = fetchSegments({
        ranges: rangesOf(7),
        connections: 3,
        signal: never,
        async fetchOne({ start }) {
          most = Math.max(most, ++active);
          await scheduler.schedule(Promise.resolve(), `range ${start}`);
          active--;
          return undefined;
        },
      });
      await scheduler.waitFor(done);
      expect(most).toBe(3);
    });
  });

  it("opens no more connections than there are ranges", async () => {
    const told: number[] = [];
    await fetchSegments({
      ranges: rangesOf(2),
      connections: 8,
      signal: never,
      fetchOne: async () => undefined,
      onConnections: (active) => told.push(active),
    });
    expect(Math.max(...told), "connections at once, of 8, for 2 ranges").toBe(2);
    expect(told.at(-1), "connections at the end").toBe(0);
  });

  it("is done immediately where nothing is missing", async () => {
    const fetchOne = async (): Promise<undefined> => {
      throw new Error("there was nothing to fetch");
    };
    const options = { ranges: [], connections: 8, signal: never, fetchOne };
    await expect(fetchSegments(options)).resolves.toBeUndefined();
  });

  it("ends only when every connection has ended, after a failure too", async () => {
    await inManyOrders(async (scheduler) => {
      const failure = new Error("disk full");
      let active = 0;
      const done = fetchSegments({
        ranges: rangesOf(3),
        connections: 3,
        signal: never,
        async fetchOne({ start }) {
          active++;
          await scheduler.schedule(Promise.resolve(), `range ${start}`);
          active--;
          if (start === 0) throw failure;
          return undefined;
        },
      });
      const activeAtEnd = done.then(
        () => -1,
        () => active,
      );
      await scheduler.waitFor(activeAtEnd);
      expect(await activeAtEnd).toBe(0);
    });
  });

  it("takes the rest back from a connection that leaves, for another to fetch", async () => {
    await inManyOrders(async (scheduler) => {
      const fetched: ByteRange[] = [];
      const done = fetchSegments({
        ranges: rangesOf(4),
        connections: 2,
        signal: never,
        async fetchOne(range, { leave }) {
          await scheduler.schedule(Promise.resolve(), `range ${range.start}`);
          if (range.start === 10 && leave()) {
            fetched.push({ start: 10, end: 13 });
            return { start: 13, end: 20 };
          }
          fetched.push(range);
          return undefined;
        },
      });
      await scheduler.waitFor(done);
      const bytes = fetched.flatMap(({ start, end }) =>
        Array.from({ length: end - start }, (_, index) => start + index),
      );
      expect(bytes.sort((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, index) => index));
    });
  });

  it("stays for a rest that comes back when nothing else waits", async () => {
    const fetched: number[] = [];
    await fetchSegments({
      ranges: rangesOf(2),
      connections: 2,
      signal: never,
      async fetchOne({ start }, { leave }) {
        await turn();
        if (start === 0 && leave()) {
          // Meanwhile the other has ended, and finds nothing more.
          for (let turns = 0; turns < 5; turns++) await turn();
          return { start: 4, end: 10 };
        }
        fetched.push(start);
        return undefined;
      },
    });
    expect(fetched, "where the ranges begin that were fetched to their end").toEqual([10, 4]);
  });

  it("throws what a connection failed with, and aborts the others", async () => {
    await inManyOrders(async (scheduler) => {
      const failure = new Error("changed on the server");
      let [hasFailed, isOver, notAborted, late] = [false, false, 0, 0];
      const done = fetchSegments({
        ranges: rangesOf(6),
        connections: 3,
        signal: never,
        async fetchOne({ start }, { signal }) {
          if (isOver) late++;
          await scheduler.schedule(Promise.resolve(), `range ${start}`);
          if (start === 0) {
            hasFailed = true;
            setImmediate(() => (isOver = true));
            throw failure;
          }
          await turn();
          if (hasFailed && !signal.aborted) notAborted++;
          return undefined;
        },
      });
      await scheduler.waitFor(done.catch(() => {}));
      await expect(done).rejects.toBe(failure);
      expect(notAborted, "connections that were not aborted when one had failed").toBe(0);
      expect(late, "ranges begun after one had failed").toBe(0);
    });
  });

  it("throws what failed first, where another connection fails in its own way after it", async () => {
    const first = new Error("disk full");
    const done = fetchSegments({
      ranges: rangesOf(2),
      connections: 2,
      signal: never,
      async fetchOne({ start }) {
        if (start === 0) throw first;
        await turn();
        throw new Error("could not close the connection");
      },
    });
    await expect(done).rejects.toBe(first);
  });

  it.each([undefined, null, 0, ""])("throws %j like any other failure", async (failure) => {
    const done = fetchSegments({
      ranges: rangesOf(3),
      connections: 2,
      signal: never,
      async fetchOne({ start }) {
        if (start === 10) throw failure;
        return undefined;
      },
    });
    const outcome = await done.then(
      () => "nothing",
      (thrown: unknown) => ({ thrown }),
    );
    expect(outcome, "what it failed with").toEqual({ thrown: failure });
  });

  it("lets all go but the last, however many ask in the same moment", async () => {
    await inManyOrders(async (scheduler) => {
      let stayed = 0;
      const refuse = async (range: ByteRange, connection: Connection) => {
        await scheduler.schedule(Promise.resolve(), `range ${range.start}`);
        if (connection.leave()) return range;
        stayed++;
        return undefined;
      };
      const options = { ranges: rangesOf(5), connections: 4, signal: never, fetchOne: refuse };
      const done = fetchSegments(options);
      await scheduler.waitFor(done);
      // Three have left; the one that stayed has fetched all five.
      expect(stayed).toBe(5);
    });
  });

  it.each([
    ["before", 1],
    ["after", 30],
  ])(
    "fetches nothing more over a connection that has left, and is done %s all others",
    async (_, turns) => {
      let begun = 0;
      let [staying, most] = [0, 0];
      await fetchSegments({
        ranges: rangesOf(6),
        connections: 2,
        signal: never,
        async fetchOne(_, { leave }) {
          if (begun++ === 0 && leave()) {
            // All the same it fetches all of its range.
            for (let passed = 0; passed < turns; passed++) await turn();
            return undefined;
          }
          most = Math.max(most, ++staying);
          await turn();
          await turn();
          staying--;
          return undefined;
        },
      });
      expect(begun, "ranges fetched").toBe(6);
      expect(most, "ranges at once, of one connection that stayed").toBe(1);
    },
  );

  it("answers in one step, so that one of two that ask in the same moment stays", async () => {
    const answers: boolean[] = [];
    let [arrived, open] = [0, (): void => {}];
    const bothAreHere = new Promise<void>((resolve) => {
      open = resolve;
    });
    let done: Promise<void> = Promise.resolve();
    await new Promise<void>((resolve) => {
      done = fetchSegments({
        ranges: rangesOf(2),
        connections: 2,
        signal: never,
        async fetchOne(range, { leave }) {
          if (++arrived === 2) open();
          await bothAreHere;
          answers.push(leave());
          if (answers.length === 2) resolve();
          return answers.at(-1) ? range : undefined;
        },
      });
    });
    expect(answers.filter(Boolean)).toHaveLength(1);
    await done;
  });

  it("tells how many connections there are, whenever that changes", async () => {
    const told: number[] = [];
    let isFirst = true;
    await fetchSegments({
      ranges: rangesOf(3),
      connections: 2,
      signal: never,
      async fetchOne(range, { leave }) {
        await turn();
        if (!isFirst || !leave()) return undefined;
        isFirst = false;
        return range;
      },
      onConnections: (active) => told.push(active),
    });
    // Whoever counts them one by one as they start has told of the first before.
    expect(told.slice(told.indexOf(2)), "what it told, from the second one on").toEqual([2, 1, 0]);
  });

  it("tells of no connection that ends because another one has failed", async () => {
    const told: number[] = [];
    const failure = new Error("disk full");
    const done = fetchSegments({
      ranges: rangesOf(4),
      connections: 3,
      signal: never,
      async fetchOne({ start }, { signal }) {
        await turn();
        if (start === 10) throw failure;
        while (!signal.aborted) await turn();
        throw signal.reason;
      },
      onConnections: (active) => told.push(active),
    });
    await expect(done).rejects.toBe(failure);
    expect(told.slice(told.indexOf(3)), "what it told, from the third one on").toEqual([3]);
  });

  it.each([undefined, null, 0, "", false])(
    "throws %j where a connection threw that",
    async (value) => {
      const options = { ranges: rangesOf(3), connections: 2, signal: never };
      const done = fetchSegments({ ...options, fetchOne: () => Promise.reject(value) });
      const end = await done.then(
        () => "it resolved",
        (thrown: unknown) => ({ thrown }),
      );
      expect(end).toEqual({ thrown: value });
    },
  );

  it("fetches nothing once its signal has aborted, and throws the reason", async () => {
    for (const reason of reasons) {
      let fetched = 0;
      const done = fetchSegments({
        ranges: rangesOf(3),
        connections: 2,
        signal: AbortSignal.abort(reason),
        async fetchOne() {
          fetched++;
          return undefined;
        },
      });
      await expect(done, `what is thrown after abort(${reason})`).rejects.toBe(reason);
      expect(fetched, `ranges fetched after abort(${reason})`).toBe(0);
    }
  });

  it("rejects with the signal's reason when it is aborted", async () => {
    for (const reason of reasons) {
      const controller = new AbortController();
      const done = fetchSegments({
        ranges: rangesOf(3),
        connections: 2,
        signal: controller.signal,
        async fetchOne(_, { signal }) {
          controller.abort(reason);
          signal.throwIfAborted();
          return undefined;
        },
      });
      await expect(done, `what is thrown after abort(${reason})`).rejects.toBe(reason);
    }
  });
});

describeAnyLeaving(rangesOf);
