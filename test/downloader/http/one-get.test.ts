// HEAD is nothing to go by: what GET says counts, and nothing is asked for twice.

import { describe, expect, test } from "vitest";
import { type Answer, describeBytes, downloadFrom, makeBytes } from "./raw-server.ts";

const file = makeBytes(5_000);
const wholeFile = { "file.bin": describeBytes(file) };
const whole = { head: ["HTTP/1.1 200 OK", `Content-Length: ${file.length}`], body: file };

/** Answers HEAD like this, and GET rightly. */
function besides(answerToHead: ReturnType<Answer>, hasRanges: boolean): Answer {
  return ({ method, range }) => {
    if (method === "HEAD") return answerToHead;
    if (!hasRanges || !range) return whole;
    const { start, end } = range;
    const body = file.subarray(start, end);
    const contentRange = `Content-Range: bytes ${start}-${end - 1}/${file.length}`;
    const length = `Content-Length: ${body.length}`;
    return { head: ["HTTP/1.1 206 Partial Content", contentRange, length, 'ETag: "a"'], body };
  };
}

describe("a file arrives where HEAD is answered with", () => {
  const ok = "HTTP/1.1 200 OK";
  test.each<[string, ReturnType<Answer>]>([
    ["a length of 0", { head: [ok, "Accept-Ranges: bytes", "Content-Length: 0"] }],
    ["another length", { head: [ok, "Accept-Ranges: bytes", "Content-Length: 17"] }],
    ["another tag", { head: [ok, "Accept-Ranges: bytes", "Content-Length: 5000", 'ETag: "b"'] }],
    ["404", { head: ["HTTP/1.1 404 Not Found", "Content-Length: 0"] }],
    ["400", { head: ["HTTP/1.1 400 Bad Request", "Content-Length: 0"] }],
    ["500", { head: ["HTTP/1.1 500 Oh", "Content-Length: 0"] }],
    ["silence", "silence"],
  ])("%s", async (_, answerToHead) => {
    for (const hasRanges of [true, false]) {
      const { files, says } = await downloadFrom(besides(answerToHead, hasRanges));
      expect(files).toEqual(wholeFile);
      expect(says).toEqual([]);
    }
  });
});

test("a server without ranges is asked once, and sends the file once", async () => {
  const { files, log } = await downloadFrom(() => whole);
  expect(files).toEqual(wholeFile);
  expect(log).toEqual(["GET /file.bin 0-0"]);
});

test("a cut is followed by another request for all of it", async () => {
  let requests = 0;
  const { files, log } = await downloadFrom(() => {
    requests++;
    return requests === 1 ? { ...whole, body: file.subarray(0, 99), closes: true } : whole;
  });
  expect(files).toEqual(wholeFile);
  expect(log).toEqual(["GET /file.bin 0-0", "GET /file.bin"]);
});

test("one connection is enough, though the file is on its way when something else is asked", async () => {
  const { files, log } = await downloadFrom(
    ({ range }) => {
      if (!range) return whole;
      return { head: ["HTTP/1.1 200 OK", "Content-Range: bytes 0-0/5000"], closes: true };
    },
    "/file.bin",
    { connections: 1 },
  );
  expect(files).toEqual(wholeFile);
  expect(log).toEqual(["GET /file.bin 0-0", "GET /file.bin"]);
});

test("a file that is there already is not read from the server", async () => {
  const { error, log } = await downloadFrom(() => whole, "/file.bin", { file: "/dev/null" });
  expect(error).toMatchObject({ kind: "refused" });
  expect(log).toEqual(["GET /file.bin 0-0"]);
});

test("a size that nobody knows is no size of 0", async () => {
  const { files, log } = await downloadFrom(({ range }) => {
    if (!range) return whole;
    const head = ["HTTP/1.1 206 Partial Content", "Content-Range: bytes 0-0/*"];
    return { head: [...head, "Content-Length: 1"], body: file.subarray(0, 1) };
  });
  expect(files).toEqual(wholeFile);
  expect(log).toEqual(["GET /file.bin 0-0", "GET /file.bin"]);
});
