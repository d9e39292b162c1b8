// The tests of exercise `readers-writer-lock`: every schedule first, real threads last.

import "#workbook/explorer/matcher.ts";
import "./fixtures/mutex-in-steps.ts";
import { describe, expect, it } from "vitest";
import { ReadersWriterLock } from "#exercise/02-locks/readers-writer-lock.ts";
import { LockError } from "#lesson/02-locks/lock.ts";
import { type Cells, defineScenario } from "#workbook/explorer/index.ts";
import { thrownBy } from "../01-threads/fixtures/thrown-by.ts";
import { alongside } from "./fixtures/alongside.ts";
import { runTogether, share } from "./fixtures/together.ts";
import { howWaits } from "./fixtures/under-lock.ts";
import { specifyReadersWriterLock } from "./specifications/readers-writer-lock.ts";

interface Menu {
  lock: Int32Array;
  menu: Cells;
}

/** Raises both prices, which readers must find equal. */
function write({ lock, menu }: Menu): void {
  const guard = new ReadersWriterLock(lock);
  guard.lockWrite();
  menu[0]++;
  menu[1]++;
  guard.unlockWrite();
}

function read({ lock, menu }: Menu): string | undefined {
  const guard = new ReadersWriterLock(lock);
  guard.lockRead();
  const [first, second] = [menu[0], menu[1]];
  guard.unlockRead();
  return first === second ? undefined : `a reader saw ${first} and ${second}`;
}

/** The cells of a lock that is held. */
function heldBy(take: "lockRead" | "lockWrite"): Int32Array {
  const cells = share(ReadersWriterLock.length);
  new ReadersWriterLock(cells)[take]();
  return cells;
}

const memory = { lock: ReadersWriterLock.length, menu: 2 };
const agree = (_: unknown, returned: readonly unknown[]) => {
  const complaint = returned.find((said) => typeof said === "string");
  return complaint === undefined || String(complaint);
};

describe("ReadersWriterLock", () => {
  it("keeps two writers apart", () => {
    const writers = (rounds: number) =>
      defineScenario({
        name: "two writers",
        memory,
        threads: {
          count: 2,
          run: (m) => {
            for (let round = 0; round < rounds; round++) write(m);
          },
        },
        final: (m) => m.menu[0] === 2 * rounds || `${m.menu[0]} of ${2 * rounds} writes are left`,
      });
    expect(writers(1)).toHoldUnderEverySchedule({ of: "2 writers × 1 round" });
    expect(writers(2)).toHoldUnderEverySchedule({ of: "2 writers × 2 rounds" });
  });

  it("keeps a writer out while a thread reads", () => {
    const behindReader = defineScenario({
      name: "a writer comes while a thread reads",
      memory: { lock: [...heldBy("lockRead")], menu: 2 },
      threads: [
        function inside(m) {
          const seen = m.menu[0];
          new ReadersWriterLock(m.lock).unlockRead();
          return seen;
        },
        write,
      ],
    });
    expect(behindReader).toHoldUnderEverySchedule({ of: "1 reader inside and 1 writer" });
  });

  it("counts two readers that come at the same time", () => {
    const readers = (run: (m: Menu) => string | undefined) =>
      defineScenario({ name: "two readers", memory, threads: { count: 2, run }, final: agree });
    expect(readers((m) => read(m))).toHoldUnderEverySchedule({ of: "2 readers × 1 round" });
    expect(readers((m) => read(m) ?? read(m))).toHoldUnderEverySchedule({
      of: "2 readers × 2 rounds",
    });
  });

  it("keeps readers and a writer apart", () => {
    const both = (rounds: number) =>
      defineScenario({
        name: "a reader and a writer",
        memory,
        threads: [
          function reader(m) {
            return rounds === 1 ? read(m) : (read(m) ?? read(m));
          },
          function writer(m) {
            for (let round = 0; round < rounds; round++) write(m);
          },
        ],
        final: agree,
      });
    expect(both(1)).toHoldUnderEverySchedule({ of: "1 reader and 1 writer × 1 round" });
    expect(both(2)).toHoldUnderEverySchedule({ of: "1 reader and 1 writer × 2 rounds" });
  });

  it("forgets no thread when a second reader comes", () => {
    const trio = defineScenario({
      name: "two readers, one writer",
      memory,
      threads: [read, read, write],
      final: agree,
    });
    expect(trio).toHoldUnderEverySchedule({ of: "2 readers and 1 writer × 1 round" });
  });

  it("forgets no thread when a second writer comes", () => {
    const trio = defineScenario({
      name: "one reader, two writers",
      memory,
      threads: [read, write, write],
      final: agree,
    });
    expect(trio).toHoldUnderEverySchedule({ of: "1 reader and 2 writers × 1 round" });
  });

  it("lets two readers be inside at the same time, after they waited for a writer", () => {
    const meet = (m: { lock: Int32Array; inside: Int32Array }): void => {
      new ReadersWriterLock(m.lock).lockRead();
      Atomics.add(m.inside, 0, 1);
      while (Atomics.load(m.inside, 0) < 2) {
        // The other one is on its way.
      }
    };
    const meeting = defineScenario({
      name: "two readers meet inside",
      memory: { lock: [...heldBy("lockWrite")], inside: 1 },
      threads: [
        meet,
        meet,
        function writer(m) {
          new ReadersWriterLock(m.lock).unlockWrite();
        },
      ],
    });
    expect(meeting).toHoldUnderEverySchedule({ of: "2 readers that meet behind a writer" });
  });

  it("lets waiting threads sleep", () => {
    const make = (cells: Int32Array) => new ReadersWriterLock(cells);
    const { length } = ReadersWriterLock;
    const ways = {
      "a reader behind a writer": howWaits(
        length,
        (cells) => make(cells).lockWrite(),
        (cells) => make(cells).lockRead(),
      ),
      "a writer behind a reader": howWaits(
        length,
        (cells) => make(cells).lockRead(),
        (cells) => make(cells).lockWrite(),
      ),
      "a writer behind a writer": howWaits(
        length,
        (cells) => make(cells).lockWrite(),
        (cells) => make(cells).lockWrite(),
      ),
      "a writer behind two readers": howWaits(
        length,
        (cells) => {
          make(cells).lockRead();
          make(cells).lockRead();
        },
        (cells) => make(cells).lockWrite(),
      ),
    };
    for (const [who, how] of Object.entries(ways)) expect(how, who).toBe("sleeps");
  });

  it("refuses an unlock without its lock, and changes nothing by that", () => {
    type Calls = readonly ("lockRead" | "unlockRead" | "lockWrite" | "unlockWrite")[];
    const cases: [what: string, before: Calls, refused: Calls[number], after: Calls][] = [
      ["unlockRead before lockRead", [], "unlockRead", []],
      ["unlockWrite before lockWrite", [], "unlockWrite", []],
      ["unlockWrite by a reader", ["lockRead"], "unlockWrite", ["unlockRead"]],
      ["unlockRead by a writer", ["lockWrite"], "unlockRead", ["unlockWrite"]],
      ["a second unlockRead", ["lockRead", "unlockRead"], "unlockRead", []],
      ["a second unlockWrite", ["lockWrite", "unlockWrite"], "unlockWrite", []],
    ];
    for (const [what, before, refused, after] of cases) {
      const cells = share(ReadersWriterLock.length);
      const lock = new ReadersWriterLock(cells);
      for (const call of before) lock[call]();
      const thrown = thrownBy(() => lock[refused]());
      expect(thrown, `what ${what} throws`).toBeInstanceOf(LockError);
      for (const call of after)
        expect(
          thrownBy(() => lock[call]()),
          `what ${call} throws after ${what}`,
        ).toBe("nothing at all");
      const left = [...cells];
      const how = howWaits(
        ReadersWriterLock.length,
        (later) => {
          for (const [index, value] of left.entries()) Atomics.store(later, index, value);
        },
        (later) => new ReadersWriterLock(later).lockWrite(),
      );
      expect(how, `a writer that comes after ${what}`).toBe("goes on");
    }
  });

  it("refuses one of two threads that leave after one reader", () => {
    const leaving = defineScenario({
      name: "two threads leave after one reader",
      memory: { lock: [...heldBy("lockRead")] },
      threads: {
        count: 2,
        run: (m) => thrownBy(() => new ReadersWriterLock(m.lock).unlockRead()) instanceof LockError,
      },
      final: (_, refused) => {
        const errors = refused.filter(Boolean).length;
        return errors === 1 || `one thread read, two left, and ${errors} of them got a LockError`;
      },
    });
    expect(leaving).toHoldUnderEverySchedule({ of: "2 threads that leave after 1 reader" });
  });

  it("behaves in every small program as if each call were one step", () => {
    const shapes = [[1], [2], [1, 1], [1, 1, 1]];
    expect(specifyReadersWriterLock(ReadersWriterLock, shapes)).toHoldInEveryProgram();
    const written = specifyReadersWriterLock(ReadersWriterLock, [[1, 1, 1]], true);
    expect(written).toHoldInEveryProgram();
  });

  it(
    "shows real readers no write that is half done",
    alongside(async () => {
      const [data, cells] = [share(2), share(ReadersWriterLock.length)];
      const file = new URL("./fixtures/count-under-readers-writer-lock.ts", import.meta.url);
      const torn = await runTogether<number>(file, { count: 2, rounds: 2_000, cells, data });
      expect(Array.from(data), "writes of two threads × 2,000 rounds").toEqual([4_000, 4_000]);
      expect(torn, "reads of half a write").toEqual([0, 0]);
    }),
  );
});
