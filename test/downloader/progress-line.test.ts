// The line that says how far a download is: strings, and a meter that is told the time.

import { describe, expect, it } from "vitest";
import {
  formatBytes,
  formatPercent,
  formatSeconds,
  type Progress,
  renderProgress,
  SpeedMeter,
} from "#lesson/09-downloader/command/progress-line.ts";

const mib = 2 ** 20;
const halfway: Progress = {
  name: "film.mkv",
  doneBytes: 50 * mib,
  totalBytes: 100 * mib,
  bytesPerSecond: 10 * mib,
  connections: 8,
};

describe("formatBytes", () => {
  it("counts small numbers as they are", () => {
    expect([0, 1, 1_023].map(formatBytes)).toEqual(["0 B", "1 B", "1023 B"]);
  });

  it("has a unit for every 1,024 of the one before", () => {
    const sizes = [1_024, 1_536, 80 * mib, 4 * 1_024 * mib];
    expect(sizes.map(formatBytes)).toEqual(["1.0 KiB", "1.5 KiB", "80.0 MiB", "4.0 GiB"]);
  });

  it("does not say 1024.0 where the next unit begins", () => {
    expect(formatBytes(mib - 1)).toBe("1.0 MiB");
  });
});

describe("formatPercent", () => {
  it("rounds down: 100% is for all bytes only", () => {
    expect(formatPercent(999_999, 1_000_000)).toBe(" 99%");
    expect(formatPercent(1_000_000, 1_000_000)).toBe("100%");
  });

  it("says that an empty file is complete", () => {
    expect(formatPercent(0, 0)).toBe("100%");
  });
});

describe("formatSeconds", () => {
  it("has minutes and two digits of seconds", () => {
    expect([0, 9, 65].map(formatSeconds)).toEqual(["0:00", "0:09", "1:05"]);
  });

  it("has hours where there are some", () => {
    expect(formatSeconds(7_265)).toBe("2:01:05");
  });

  it("rounds up first, so that there are never sixty seconds", () => {
    expect(formatSeconds(59.5)).toBe("1:00");
  });
});

describe("SpeedMeter", () => {
  it("knows no speed before two moments", () => {
    const meter = new SpeedMeter();
    expect(meter.bytesPerSecond).toBeUndefined();
    meter.add(100, 0);
    expect(meter.bytesPerSecond).toBeUndefined();
    meter.add(200, 0);
    expect(meter.bytesPerSecond).toBeUndefined();
  });

  it("measures bytes a second", () => {
    const meter = new SpeedMeter();
    meter.add(1_000, 0);
    meter.add(5_000, 2_000);
    expect(meter.bytesPerSecond).toBe(2_000);
  });

  it("forgets what is older than five seconds", () => {
    const meter = new SpeedMeter();
    meter.add(0, 0);
    for (let second = 1; second <= 10; second++) meter.add(1_000_000, second * 1_000);
    expect(meter.bytesPerSecond).toBe(0);
  });
});

describe("renderProgress", () => {
  it("shows everything where there is room", () => {
    expect(renderProgress(halfway, 100)).toBe(
      "film.mkv   50%  ██████████░░░░░░░░░░  10.0 MiB/s  0:05 left  of 100.0 MiB  8 connections",
    );
  });

  it("says how much there is where nobody knows the size", () => {
    const line = renderProgress({ ...halfway, totalBytes: undefined }, 100);
    expect(line).toBe("film.mkv  50.0 MiB  10.0 MiB/s  8 connections");
  });

  it("says nothing of the time that is left where nothing comes", () => {
    const line = renderProgress({ ...halfway, bytesPerSecond: 0, connections: 1 }, 100);
    expect(line).toContain("0 B/s  of 100.0 MiB  1 connection");
    expect(line).not.toContain("left");
  });

  it("is never wider than its room", () => {
    const names = ["film.mkv", "映画の長い名前のファイル.mkv", "👩‍🍳.bin"];
    const widths = new Map<string, number>();
    for (const name of names) {
      for (let width = 1; width <= 100; width++) {
        const line = renderProgress({ ...halfway, name }, width);
        widths.set(`${name} ${width}`, countColumns(line) - width);
      }
    }
    expect([...widths].filter(([, over]) => over > 0)).toEqual([]);
  });

  it("cuts the name before it leaves out the percentage", () => {
    expect(renderProgress({ ...halfway, name: "a-long-name.mkv" }, 12)).toBe("a-lon…   50%");
  });

  it("draws a full bar for an empty file", () => {
    const line = renderProgress({ ...halfway, doneBytes: 0, totalBytes: 0 }, 60);
    expect(line).toContain(`100%  ${"█".repeat(20)}`);
  });
});

/** Wide characters take two columns; that is enough for the names above. */
function countColumns(line: string): number {
  const wide = /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Emoji_Presentation}/u;
  const graphemes = [...new Intl.Segmenter().segment(line)];
  return graphemes.reduce((sum, { segment }) => sum + (wide.test(segment) ? 2 : 1), 0);
}
