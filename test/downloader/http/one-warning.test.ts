// One cause, one warning; and what could not be verified is said to be so.

import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { describe, expect, test } from "vitest";
import { openReport } from "#lesson/09-downloader/command/report.ts";
import { type Answer, downloadFrom, makeBytes } from "./raw-server.ts";

test("eight connections that fail for one reason say so once, until something has come", async () => {
  const out = new PassThrough();
  const report = openReport("bars", { out, error: new PassThrough() });
  const fail = (reason: string): void => {
    for (let connection = 1; connection <= 8; connection++) report.retry("http://h/", reason, 500);
  };
  fail("down");
  report.tell("http://h/", { type: "bytes", writtenBytes: 1, doneBytes: 1 });
  fail("down");
  fail("busy");
  report.close();
  out.end();
  expect((await text(out)).split("\n")).toEqual([
    "http://h/: tries again in 0.5 s: down",
    "http://h/: tries again in 0.5 s: down",
    "http://h/: tries again in 0.5 s: busy",
    "",
  ]);
});

describe("a file that came in parts, of which nothing shows the version", () => {
  const file = makeBytes(100);
  const serve =
    (...lines: string[]): Answer =>
    ({ range }) => {
      const { start, end } = range ?? { start: 0, end: 100 };
      const head = [
        `Content-Range: bytes ${start}-${end - 1}/100`,
        `Content-Length: ${end - start}`,
      ];
      const status = "HTTP/1.1 206 Partial Content";
      return { head: [status, ...head, ...lines], body: file.subarray(start, end) };
    };
  const unverified = ["nothing shows that all parts are of one version"];

  test.each<[string, string[], number, boolean]>([
    ["is not verified", [], 50, false],
    ["is verified if it came in one piece", [], 100, true],
    ["is verified if it has a tag", ['ETag: W/"a"'], 50, true],
    ["is verified if it has a date", ["Last-Modified: Thu, 01 Jan 2026 00:00:00 GMT"], 50, true],
  ])("%s", async (_, lines, chunkBytes, isVerified) => {
    const ended = await downloadFrom(serve(...lines), "/file.bin", { chunkBytes });
    expect(ended.isVerified).toBe(isVerified);
    expect(ended.says).toEqual(isVerified ? [] : unverified);
  });
});
