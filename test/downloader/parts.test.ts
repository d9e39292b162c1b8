// The small parts that are no exercises: names, headers, options, speed limits.

import { describe, expect, test } from "vitest";
import { usage } from "#lesson/09-downloader/command/help.ts";
import { UsageError } from "#lesson/09-downloader/command/read-option.ts";
import { parseCommand } from "#lesson/09-downloader/command/usage.ts";
import { chooseFileName, toSafeName } from "#lesson/09-downloader/file/file-name.ts";
import { parseContentRange, parseUnsatisfiedRange } from "#lesson/09-downloader/http/byte-range.ts";
import { parseRetryAfter } from "#lesson/09-downloader/http/retry-after.ts";
import { areDifferent, chooseIfRange } from "#lesson/09-downloader/http/validators.ts";
import { createScriptedClock } from "#lesson/09-downloader/play/scripted-clock.ts";
import { limitRate } from "#lesson/09-downloader/rate-limit.ts";
import { runTogether } from "#lesson/09-downloader/together.ts";

describe("names", () => {
  const url = "https://example.org/films/film.mkv?token=1";

  test("come from the header, then from the URL", () => {
    expect(chooseFileName(url, 'attachment; filename="a b.mkv"')).toBe("a b.mkv");
    expect(chooseFileName(url, "attachment; filename=plain.mkv")).toBe("plain.mkv");
    expect(chooseFileName(url, "attachment")).toBe("film.mkv");
    expect(chooseFileName(url, undefined)).toBe("film.mkv");
    expect(chooseFileName("https://example.org/", undefined)).toBe("download");
  });

  test("in their extended form come before the plain one", () => {
    const header = "attachment; filename=\"film.mkv\"; filename*=UTF-8''%E6%98%A0%E7%94%BB.mkv";
    expect(chooseFileName(url, header)).toBe("映画.mkv");
  });

  test.each([
    ["../../etc/passwd", "passwd"],
    ["/etc/passwd", "passwd"],
    ["..\\..\\boot.ini", "boot.ini"],
    ["..%2f..%2fpasswd", "passwd"],
    [".bashrc", "bashrc"],
    ["...", ""],
    ["a\u0000b", "a_b"],
    ["NUL", "_NUL"],
    ["lpt1.txt", "_lpt1.txt"],
    ["trailing. . ", "trailing"],
    ["gnp.\u202efdp.exe", "gnp._fdp.exe"],
    ["100%.txt", "100%.txt"],
  ])("such as %j become %j", (name, safe) => {
    expect(toSafeName(name)).toBe(safe);
  });

  test("are cut to what a file system takes, and keep their extension", () => {
    const safe = toSafeName(`${"映".repeat(200)}.mkv`);
    expect(Buffer.byteLength(safe)).toBeLessThanOrEqual(200);
    expect(safe).toMatch(/^映+\.mkv$/);
  });
});

describe("headers", () => {
  test("of a part are read only if they make sense", () => {
    expect(parseContentRange("bytes 0-9/10")).toEqual({ start: 0, end: 10, sizeBytes: 10 });
    expect(parseContentRange("bytes 0-9/*")).toEqual({ start: 0, end: 10, sizeBytes: undefined });
    for (const wrong of [undefined, "", "bytes 5-4/10", "bytes 0-10/10", "items 0-9/10", "bytes"]) {
      expect(parseContentRange(wrong)).toBeUndefined();
    }
    expect(parseUnsatisfiedRange("bytes */10")).toBe(10);
    expect(parseUnsatisfiedRange("Bytes=*/10")).toBe(10);
    expect(parseUnsatisfiedRange("bytes 0-9/10")).toBeUndefined();
  });

  test.each(["Bytes 0-9/10", "bytes=0-9/10", "bytes: 0-9/10", " bytes  0 - 9 / 10 ", "0-9/10"])(
    "of a part may be written like this: %j",
    (header) => {
      expect(parseContentRange(header)).toEqual({ start: 0, end: 10, sizeBytes: 10 });
    },
  );

  test("Retry-After has seconds or a date", () => {
    const nowMs = Date.UTC(2026, 0, 1);
    expect(parseRetryAfter("120", nowMs)).toBe(120_000);
    expect(parseRetryAfter("0", nowMs)).toBe(0);
    expect(parseRetryAfter("Thu, 01 Jan 2026 00:00:10 GMT", nowMs)).toBe(10_000);
    for (const useless of [undefined, "", "-5", "soon", "Wed, 31 Dec 2025 23:59:00 GMT"]) {
      expect(parseRetryAfter(useless, nowMs)).toBeUndefined();
    }
  });

  test("If-Range gets a strong tag, or a date that is old enough, or nothing", () => {
    const lastModified = "Thu, 01 Jan 2026 00:00:00 GMT";
    const minuteLater = "Thu, 01 Jan 2026 00:01:00 GMT";
    const secondLater = "Thu, 01 Jan 2026 00:00:01 GMT";
    expect(chooseIfRange({ etag: '"v1"', lastModified })).toBe('"v1"');
    expect(chooseIfRange({ etag: 'W/"v1"', lastModified, date: minuteLater })).toBeUndefined();
    expect(chooseIfRange({ lastModified, date: minuteLater })).toBe(lastModified);
    expect(chooseIfRange({ lastModified, date: secondLater })).toBeUndefined();
    expect(chooseIfRange({ lastModified })).toBeUndefined();
    expect(chooseIfRange({})).toBeUndefined();
  });

  test("validators differ only if both are there", () => {
    expect(areDifferent({ etag: '"a"' }, { etag: '"b"' })).toBe(true);
    expect(areDifferent({ etag: '"a"' }, {})).toBe(false);
    expect(areDifferent({ lastModified: "x" }, { lastModified: "y" })).toBe(true);
    expect(
      areDifferent({ etag: '"a"', lastModified: "x" }, { etag: '"a"', lastModified: "y" }),
    ).toBe(false);
  });
});

describe("the command line", () => {
  const url = "https://example.org/film.mkv";
  const redis = "redis://127.0.0.1:6379";

  test("has sensible defaults", () => {
    expect(parseCommand([url])).toMatchObject({
      urls: [url],
      filesAtOnce: 4,
      style: "bars",
      options: { connections: 8, retries: 5, timeoutMs: 30_000, resume: true, overwrite: false },
    });
  });

  test("understands sizes and headers", () => {
    const words = ["--chunk", "1.5M", "--limit-rate", "512K", "--header", "X-Key: a: b"];
    const command = parseCommand([url, ...words]);
    expect(command?.options.chunkBytes).toBe(1.5 * 2 ** 20);
    expect(command?.bytesPerSecond).toBe(512 * 1_024);
    expect(command?.options.headers["x-key"]).toBe("a: b");
  });

  test.each([
    [["--timeout", "-3", "http://a/1"], "Expected a value for --timeout, got “-3”."],
    [["-o", "-3", "http://a/1"], "Expected a value for -o, got “-3”."],
    [[], "Expected a URL."],
    [["film.mkv"], "Expected a URL such as"],
    [["ftp://example.org/film"], "Expected a URL such as"],
    [[url, url, "-o", "x"], "Expected one URL with --output"],
    [[url, "--chunk", "big"], "Expected a size such as 512K"],
    [[url, "--jobs", "0"], "Expected a whole number of 1 or more for --jobs"],
    [[url, "--checksum", "md5:abc"], "Expected a checksum such as sha256"],
    [[url, "--header", "nonsense"], "Expected a header such as"],
    [[url, "--overwrite", "--skip-existing"], "Expected --skip-existing or --overwrite"],
    [[url, "--wrong"], "Unknown option '--wrong'"],
    [["--queue", redis], "Expected a URL."],
    [["--queue", "127.0.0.1", url], "Expected a Redis such as redis://127.0.0.1:6379 for --queue"],
    [["--queue", redis, url, "--dir", "x"], "Expected no --dir with --queue."],
    [["--queue", redis, "--collect", "x", url], "Expected no URL with --collect."],
    [
      ["--queue", redis, "--collect", "x", "--overwrite"],
      "Expected no --overwrite with --collect.",
    ],
    [["--collect", "x"], "Expected --queue with --collect."],
    [["--worker", redis, url], "Expected no URL with --worker."],
    [["--worker", redis, "--header", "a: b"], "Expected no --header with --worker."],
    [["--worker", redis, "--queue", redis], "Expected no --queue with --worker."],
    [["--worker", redis, "--lease", "0"], "Expected a whole number of 1 or more for --lease"],
    [[url, "--lease", "9"], "Expected --worker with --lease."],
  ])("%j is told: %s", (words, message) => {
    expect(() => parseCommand(words)).toThrow(UsageError);
    expect(() => parseCommand(words)).toThrow(message);
  });

  test("tells the ways to call it apart", () => {
    expect(parseCommand([url])?.mode).toEqual({ kind: "here" });
    const queue = { kind: "queue", redisUrl: redis };
    expect(parseCommand(["--queue", redis, url])?.mode).toEqual(queue);
    const collect = parseCommand(["--queue", redis, "--collect", "name"]);
    expect(collect?.mode).toEqual({ ...queue, batch: "name" });
    const worker = parseCommand(["--worker", redis]);
    expect(worker?.mode).toEqual({ kind: "worker", redisUrl: redis, leaseMs: 30_000 });
  });

  test("fits into eighty columns", () => {
    expect(usage.split("\n").filter((line) => line.length > 80)).toEqual([]);
  });

  test("asks for help", () => {
    expect(parseCommand(["--help"])).toBeUndefined();
  });
});

describe("a speed limit", () => {
  test("spreads the bytes of all who share it over time", async () => {
    const clock = createScriptedClock();
    const take = limitRate(1_000, clock);
    await take(500);
    await take(1_000);
    await take(250);
    expect(clock.waitsMs).toEqual([500, 1_000, 250]);
  });

  test("of none never waits", async () => {
    const clock = createScriptedClock();
    await limitRate(Number.POSITIVE_INFINITY, clock)(1e12);
    expect(clock.waitsMs).toEqual([]);
  });
});

describe("tasks that stand or fall together", () => {
  test("are aborted by the first that fails, and all end before that is thrown", async () => {
    const failure = new Error("first");
    const ended: string[] = [];
    const done = runTogether(
      [
        async () => {
          throw failure;
        },
        (signal) =>
          new Promise((_, reject) => {
            signal.addEventListener("abort", () => {
              ended.push("second");
              reject(new Error("aborted"));
            });
          }),
      ],
      new AbortController().signal,
    );
    await expect(done).rejects.toBe(failure);
    expect(ended).toEqual(["second"]);
  });

  test("do not begin under a signal that has aborted already", async () => {
    const reason = new Error("too late");
    const task = async (signal: AbortSignal): Promise<void> => signal.throwIfAborted();
    await expect(runTogether([task], AbortSignal.abort(reason))).rejects.toBe(reason);
  });
});
