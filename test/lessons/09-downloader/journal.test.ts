// The tests of exercise `journal`, on a disk in memory that keeps only what was synced.

import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { Journal } from "#exercise/09-downloader/journal.ts";
import type { JournalState } from "#lesson/09-downloader/file/journal-state.ts";
import type { ByteRange } from "#lesson/09-downloader/http/byte-range.ts";
import { createDiskInMemory, type DiskInMemory } from "./fixtures/disk-in-memory.ts";

const file = "film.part.json";
const empty: JournalState = {
  version: 1,
  url: "http://example.org/film",
  etag: '"v1"',
  sizeBytes: 100,
  ranges: [],
};
let disk: DiskInMemory;
beforeEach(() => {
  disk = createDiskInMemory();
});

function openJournal(state: JournalState = empty, sync = async (): Promise<void> => {}): Journal {
  return new Journal({ file, state, sync, disk });
}

describe("Journal", () => {
  it("reads what it has saved", async () => {
    const journal = openJournal();
    journal.add({ start: 0, end: 10 });
    await journal.save();
    const state = await Journal.read(file, disk);
    expect(state).toEqual({ ...empty, ranges: [{ start: 0, end: 10 }] });
  });

  it("keeps its ranges in order and joined", () => {
    const journal = openJournal();
    journal.add({ start: 20, end: 30 });
    journal.add({ start: 0, end: 10 });
    journal.add({ start: 10, end: 20 });
    expect(journal.ranges).toEqual([{ start: 0, end: 30 }]);
  });

  it("continues from the state that it is given", async () => {
    const journal = openJournal({ ...empty, ranges: [{ start: 0, end: 10 }] });
    expect(journal.claimedBytes).toBe(10);
    journal.add({ start: 10, end: 15 });
    await journal.save();
    expect((await Journal.read(file, disk))?.ranges).toEqual([{ start: 0, end: 15 }]);
  });

  it("counts no byte twice that it is given twice", () => {
    const ranges = [
      { start: 5, end: 15 },
      { start: 0, end: 10 },
    ];
    const journal = openJournal({ ...empty, ranges });
    expect(journal.ranges).toEqual([{ start: 0, end: 15 }]);
    expect(journal.claimedBytes).toBe(15);
  });

  it("knows how many bytes the file claims, which is less than what was added", async () => {
    const journal = openJournal();
    journal.add({ start: 0, end: 10 });
    expect(journal.claimedBytes).toBe(0);
    await journal.save();
    expect(journal.claimedBytes).toBe(10);
  });

  it("syncs the bytes before it claims them", async () => {
    const journal = openJournal(empty, async () => disk.note("sync of the bytes"));
    journal.add({ start: 0, end: 10 });
    await journal.save();
    expect(disk.steps[0]).toBe("sync of the bytes");
    expect(disk.steps.filter((step) => step.startsWith("sync of the"))).toHaveLength(1);
  });

  it("claims nothing that was added while the bytes were being synced", async () => {
    const journal = openJournal(empty, async () => journal.add({ start: 10, end: 20 }));
    journal.add({ start: 0, end: 10 });
    await journal.save();
    expect((await Journal.read(file, disk))?.ranges).toEqual([{ start: 0, end: 10 }]);
    expect(journal.claimedBytes).toBe(10);
  });

  it("never has half a journal under its name: it writes beside it and renames", async () => {
    const journal = openJournal();
    await journal.save();
    expect(disk.steps.some((step) => step.startsWith(`open ${file} `))).toBe(false);
    expect(disk.steps.at(-1)).toMatch(new RegExp(`^rename .+ to ${file}$`));
  });

  it("syncs the new journal before it takes the place of the old one", async () => {
    const journal = openJournal();
    journal.add({ start: 0, end: 10 });
    await journal.save();
    await disk.crash();
    expect((await Journal.read(file, disk))?.ranges).toEqual([{ start: 0, end: 10 }]);
  });

  it("closes every file that it opens", async () => {
    const journal = openJournal();
    await journal.save();
    await journal.save();
    expect(disk.openFiles).toBe(0);
  });

  it("claims, for each caller that waits, everything added before the call", async () => {
    const journal = openJournal();
    journal.add({ start: 0, end: 10 });
    const first = journal.save();
    await Promise.resolve();
    journal.add({ start: 10, end: 20 });
    await journal.save();
    expect(journal.claimedBytes).toBe(20);
    await first;
  });

  it("runs one save at a time", async () => {
    let [active, most] = [0, 0];
    const journal = openJournal(empty, async () => {
      most = Math.max(most, ++active);
      await new Promise((resolve) => setImmediate(resolve));
      active--;
    });
    await Promise.all([journal.save(), journal.save(), journal.save()]);
    expect(most).toBe(1);
  });

  it("serves all calls that come during a save by one more save", async () => {
    let syncs = 0;
    const journal = openJournal(empty, async () => {
      syncs++;
      await new Promise((resolve) => setImmediate(resolve));
    });
    const first = journal.save();
    await Promise.resolve();
    await Promise.resolve();
    await Promise.all([first, ...Array.from({ length: 20 }, () => journal.save())]);
    expect(syncs).toBeLessThanOrEqual(2);
  });

  it("leaves the old journal in place when a save fails, and can save again", async () => {
    let isBroken = false;
    const journal = openJournal(empty, async () => {
      if (isBroken) throw new Error("the disk is broken");
    });
    journal.add({ start: 0, end: 10 });
    await journal.save();
    isBroken = true;
    journal.add({ start: 10, end: 20 });
    await expect(journal.save()).rejects.toThrow("the disk is broken");
    expect(journal.claimedBytes).toBe(10);
    expect((await Journal.read(file, disk))?.ranges).toEqual([{ start: 0, end: 10 }]);
    isBroken = false;
    await journal.save();
    expect(journal.claimedBytes).toBe(20);
  });

  it("believes no journal that is cut, zeroed or missing", async () => {
    expect(await Journal.read(file, disk)).toBeUndefined();
    for (const text of ["", '{"version":1,"url":"ht', "\0".repeat(50), "null", "[]", "{}"]) {
      disk.put(file, text);
      expect(await Journal.read(file, disk), text).toBeUndefined();
    }
  });

  it("forgets everything when it is removed", async () => {
    const journal = openJournal();
    journal.add({ start: 0, end: 10 });
    await journal.save();
    await journal.remove();
    expect(await Journal.read(file, disk)).toBeUndefined();
    expect([journal.claimedBytes, journal.ranges]).toEqual([0, []]);
    await expect(journal.remove()).resolves.toBeUndefined();
  });

  it("stays removed, whatever saves were under way or waited when it was removed", async () => {
    for (const saves of [1, 2, 3]) {
      const journal = openJournal(empty, turn);
      for (let save = 0; save < saves; save++) {
        journal.add({ start: save * 10, end: save * 10 + 10 });
        void journal.save();
        // The first has begun; the others wait for it.
        await Promise.resolve();
      }
      await journal.remove();
      for (let turns = 0; turns < 10; turns++) await turn();
      const left = (await Journal.read(file, disk))?.ranges;
      expect(
        left,
        `what the file claims after its removal (saves asked for: ${saves})`,
      ).toBeUndefined();
      expect(
        journal.claimedBytes,
        `claimed bytes after its removal (saves asked for: ${saves})`,
      ).toBe(0);
    }
  });

  it("claims no byte that is not on disk, and all that it was asked to, in every order", async () => {
    const steps = fc.array(anyStep, { maxLength: 12 });
    const property = fc.asyncProperty(steps, async (steps) => {
      disk = createDiskInMemory();
      await playSteps(steps);
    });
    const { failed, errorInstance } = await fc.check(property, { seed: 9, numRuns: 200 });
    if (failed) throw errorInstance;
  });
});

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

type Step =
  | { type: "add"; at: number }
  | { type: "fail"; after: number }
  | { type: "save" | "save and wait" | "remove" | "turn" };

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ type: fc.constant("add" as const), at: fc.nat(9) }),
  fc.record({ type: fc.constant("fail" as const), after: fc.nat(5) }),
  fc.record({ type: fc.constantFrom("save", "save and wait", "remove", "turn") }),
);

/** The model is a set of added bytes, and one of those that a sync has covered. */
async function playSteps(steps: readonly Step[]): Promise<void> {
  let added = new Set<number>();
  let synced = new Set<number>();
  const said: string[] = [];
  const journal = openJournal(empty, async () => {
    const covered = new Set(added);
    await turn();
    disk.note("sync of the bytes");
    synced = covered;
  });
  for (const step of steps) {
    said.push(tell(step));
    if (step.type === "add") {
      added.add(step.at);
      journal.add({ start: step.at, end: step.at + 1 });
    } else if (step.type === "fail") {
      disk.stepsBeforeFailure = step.after;
    } else if (step.type === "save") {
      journal.save().catch(() => {});
    } else if (step.type === "save and wait") {
      const asked = [...added];
      const mayFail = disk.stepsBeforeFailure < Number.POSITIVE_INFINITY;
      const error = await journal.save().catch((error: unknown) => String(error));
      if (!mayFail) expect(error, `what save threw after ${said.join(", ")}`).toBeUndefined();
      const what = `the claim after ${said.join(", ")}`;
      if (!error) expect(await readClaim(), what).toEqual(expect.arrayContaining(asked));
    } else if (step.type === "remove") {
      disk.stepsBeforeFailure = Number.POSITIVE_INFINITY;
      await journal.remove();
      added = new Set();
      expect(await readClaim(), `the claim after ${said.join(", ")}`).toEqual([]);
    } else {
      await turn();
    }
    const wrong = (await readClaim()).filter((byte) => !synced.has(byte) || !added.has(byte));
    const what = "bytes claimed that are not on disk, or forgotten";
    expect(wrong, `${what}, after ${said.join(", ")}`).toEqual([]);
    expect(listBytes(journal.ranges), `the ranges after ${said.join(", ")}`).toEqual(
      [...added].sort((a, b) => a - b),
    );
  }
  for (let turns = 0; turns < 40; turns++) await turn();
  const whenAllIsOver = `claimed bytes when all is over, after ${said.join(", ")}`;
  expect(journal.claimedBytes, whenAllIsOver).toBe((await readClaim()).length);
  disk.stepsBeforeFailure = Number.POSITIVE_INFINITY;
  // The first may share what failed a moment ago.
  await journal.save().catch(() => {});
  await journal.save();
  const after = `after ${said.join(", ")}, and a save that nothing disturbs`;
  expect((await readClaim()).length, `bytes claimed ${after}`).toBe(added.size);
  expect(journal.claimedBytes, `claimed bytes ${after}`).toBe(added.size);
  expect(disk.openFiles, `files open ${after}`).toBe(0);
}

function tell(step: Step): string {
  if (step.type === "add") return `add ${step.at}`;
  return step.type === "fail" ? `a failure of the disk ${step.after} steps on` : step.type;
}

async function readClaim(): Promise<number[]> {
  return listBytes((await Journal.read(file, disk))?.ranges ?? []);
}

function listBytes(ranges: readonly ByteRange[]): number[] {
  return ranges.flatMap(({ start, end }) =>
    Array.from({ length: end - start }, (_, index) => start + index),
  );
}
