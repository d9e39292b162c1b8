// Saves are noticed by events or, where none arrive, by looking. Time is a fake clock's.

import {
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type FileWatcher, watchFile } from "#workbook/watcher/watch-file.ts";

const folder = mkdtempSync(join(tmpdir(), "interleave watch "));
const file = join(folder, "answer.ts");
let onSave: ReturnType<typeof vi.fn<() => void>>;
let onEventsMissed: ReturnType<typeof vi.fn<() => void>>;
let announce: (name: string | null) => void;
let watcher: FileWatcher | undefined;
let savesMade = 0;

beforeEach(() => {
  vi.useFakeTimers();
  mkdirSync(folder, { recursive: true });
  onSave = vi.fn();
  onEventsMissed = vi.fn();
  save("first");
});

afterEach(() => {
  watcher?.close();
  vi.useRealTimers();
  rmSync(folder, { recursive: true });
});

/** Saves with a time of its own, as two saves of a person have. */
function save(text: string): void {
  writeFileSync(file, text);
  savesMade += 1;
  utimesSync(file, savesMade, savesMade);
}

function start(hasEvents = true): void {
  watcher = watchFile(file, onSave, {
    pollEveryMs: 250,
    settleMs: 25,
    onEventsMissed,
    listen: (_folder, onEvent) => {
      if (!hasEvents) throw new Error("no watches left");
      announce = onEvent;
      return { close: () => {} };
    },
  });
}

describe("a watched file", () => {
  test("is quiet until it is saved", () => {
    start();
    vi.advanceTimersByTime(10_000);
    expect(onSave).not.toHaveBeenCalled();
  });

  test("is announced once it has rested after an event", () => {
    start();
    save("second");
    announce("answer.ts");
    vi.advanceTimersByTime(24);
    expect(onSave).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(onSave).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(10_000);
    expect(onSave).toHaveBeenCalledTimes(1);
    expect(onEventsMissed).not.toHaveBeenCalled();
  });

  test("is announced once for a save in several steps", () => {
    start();
    for (const text of ["", "sec", "second"]) {
      save(text);
      announce("answer.ts");
      vi.advanceTimersByTime(24);
    }
    vi.advanceTimersByTime(1);
    expect(onSave).toHaveBeenCalledTimes(1);
  });

  test("is announced when another file takes its name", () => {
    start();
    const { mtime, atime } = statSync(file);
    const other = join(folder, "answer.ts.saving");
    writeFileSync(other, "first");
    utimesSync(other, atime, mtime);
    renameSync(other, file);
    announce("answer.ts");
    vi.advanceTimersByTime(25);
    expect(onSave).toHaveBeenCalledTimes(1);
  });

  test("is announced when it goes and when it comes back", () => {
    start();
    rmSync(file);
    announce("answer.ts");
    vi.advanceTimersByTime(25);
    save("second");
    announce(null);
    vi.advanceTimersByTime(25);
    expect(onSave).toHaveBeenCalledTimes(2);
  });

  test("is not announced for events of its neighbors, nor for events without a change", () => {
    start();
    writeFileSync(join(folder, "other.ts"), "other");
    announce("other.ts");
    announce("answer.ts");
    vi.advanceTimersByTime(10_000);
    expect(onSave).not.toHaveBeenCalled();
  });

  test("is not announced any more once it is closed", () => {
    start();
    save("second");
    announce("answer.ts");
    watcher?.close();
    vi.advanceTimersByTime(10_000);
    expect(onSave).not.toHaveBeenCalled();
  });
});

describe("where events do not arrive", () => {
  test.each([
    ["listening is not possible", false],
    ["listening stays silent", true],
  ])("saves are found by looking, and it is said once: %s", (_title, hasEvents) => {
    start(hasEvents);
    for (const text of ["second", "third"]) {
      save(text);
      vi.advanceTimersByTime(250 + 25);
    }
    expect(onSave).toHaveBeenCalledTimes(2);
    expect(onEventsMissed).toHaveBeenCalledTimes(1);
  });

  test("nothing is said of one lost event among others that came", () => {
    start();
    save("second");
    announce("answer.ts");
    vi.advanceTimersByTime(25);
    save("third");
    vi.advanceTimersByTime(250 + 25);
    expect(onSave).toHaveBeenCalledTimes(2);
    expect(onEventsMissed).not.toHaveBeenCalled();
  });
});

test("real events arrive for a file in a folder with a space", async () => {
  vi.useRealTimers();
  const saved = new Promise<void>((resolve) => {
    watcher = watchFile(file, resolve);
  });
  save("second");
  await saved;
});
