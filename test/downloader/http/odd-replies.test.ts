// Strict about bytes, lenient about form: what curl takes, ours takes, too, or says why not in a sentence.

import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import {
  type Answer,
  describeBytes,
  downloadFrom,
  makeBytes,
  type RawReply,
} from "./raw-server.ts";

const file = makeBytes(100_000);
const parts = { connections: 2, chunkBytes: 40_000 };

/** What a server with ranges says, with some lines in place of its own. */
function serve(change: Partial<Record<"status" | "range" | "length", string>> = {}): Answer {
  return ({ range }) => {
    if (!range) return whole();
    const body = file.subarray(range.start, range.end);
    const last = range.start + body.length - 1;
    const {
      status = "206 Partial Content",
      range: contentRange = "Content-Range: bytes FIRST-LAST/SIZE",
      length = `Content-Length: ${body.length}`,
    } = change;
    const line = contentRange
      .replace("FIRST", `${range.start}`)
      .replace("LAST", `${last}`)
      .replace("SIZE", `${file.length}`);
    return { head: [`HTTP/1.1 ${status}`, line, length, 'ETag: "a"'].filter(Boolean), body };
  };
}

function whole(...lines: string[]): RawReply {
  const head = ["HTTP/1.1 200 OK", `Content-Length: ${file.length}`, ...lines];
  return { head, body: file };
}

const wholeFile = { "file.bin": describeBytes(file) };

describe("ranges", () => {
  test.each(["Bytes FIRST-LAST/SIZE", "bytes=FIRST-LAST/SIZE", "FIRST-LAST/SIZE"])(
    "are taken when they come as %s",
    async (form) => {
      const answer = serve({ range: `Content-Range: ${form}` });
      const { files, log, says } = await downloadFrom(answer, "/file.bin", parts);
      expect(files).toEqual(wholeFile);
      expect(log.toSorted()).toEqual([
        "GET /file.bin 0-0",
        "GET /file.bin 0-39999",
        "GET /file.bin 40000-79999",
        "GET /file.bin 80000-99999",
      ]);
      expect(says).toEqual([]);
    },
  );

  test.each<[string, Answer]>([
    ["a part comes with 200", serve({ status: "200 OK" })],
    ["a part comes with 200, and does not say which", serve({ status: "200 OK", range: "" })],
    ["a part does not say which it is", serve({ range: "" })],
    ["a part says nothing that can be understood", serve({ range: "Content-Range: a few" })],
    ["a part is of a file that ends with it", serve({ range: "Content-Range: bytes 0-0/1" })],
    ["every part gets 416", serve({ status: "416 No" })],
    ["every part gets 501", serve({ status: "501 No" })],
  ])("are given up at once, and without a word, where %s", async (_, answer) => {
    const { files, log, says } = await downloadFrom(answer, "/file.bin", parts);
    expect(files).toEqual(wholeFile);
    expect(log).toEqual(["GET /file.bin 0-0", "GET /file.bin"]);
    expect(says).toEqual([]);
  });

  test("are given up after a second try where only the probe got what it asked for", async () => {
    const wrong = serve({ range: "Content-Range: bytes 7-LAST/SIZE" });
    const { files, log, says } = await downloadFrom(
      (request) => (request.range?.end === 1 ? serve()(request) : wrong(request)),
      "/file.bin",
      { connections: 1 },
    );
    expect(files).toEqual(wholeFile);
    const part = "GET /file.bin 0-99999";
    expect(log).toEqual(["GET /file.bin 0-0", part, part, "GET /file.bin"]);
    // The try again, and the fresh start.
    expect(says).toHaveLength(2);
  });
});

describe("a body", () => {
  test.each(["none", "UTF-8", "", "identity", "binary", "aws-chunked", "text/plain", "utf8, none"])(
    "is as it is when its encoding is %j",
    async (encoding) => {
      const answer = () => whole(`Content-Encoding: ${encoding}`);
      const { files, isVerified, says } = await downloadFrom(answer);
      expect(files).toEqual(wholeFile);
      expect(isVerified).toBe(true);
      expect(says).toEqual([]);
    },
  );

  const zipped = gzipSync(file);
  const asGzip = (body: Buffer, ...lines: string[]): RawReply => ({
    head: ["HTTP/1.1 200 OK", `Content-Length: ${body.length}`, "Content-Encoding: gzip", ...lines],
    body,
  });

  test.each<[string, string, string[]]>([
    ["its place", "/x.tar.gz", []],
    ["its place, in capitals", "/X.TGZ", []],
    ["its name", "/get", ["Content-Disposition: attachment; filename=x.tar.gz"]],
    ["its type", "/get", ["Content-Type: application/x-gzip"]],
  ])("that is gzip by itself is kept as it is, and that is said: by %s", async (_, path, lines) => {
    const { files, isVerified, says } = await downloadFrom(() => asGzip(zipped, ...lines), path);
    expect(Object.values(files)).toEqual([describeBytes(zipped)]);
    expect(isVerified).toBe(true);
    expect(says).toEqual(["the server sends it as “gzip”, which it is by itself: kept as it is"]);
  });

  test("that is gzip by itself may come in parts", async () => {
    const { files, log, says } = await downloadFrom(
      ({ range }) => {
        const { start, end } = range ?? { start: 0, end: zipped.length };
        const line = `Content-Range: bytes ${start}-${end - 1}/${zipped.length}`;
        const reply = asGzip(zipped.subarray(start, end), line, 'ETag: "a"');
        return { ...reply, head: ["HTTP/1.1 206 Partial Content", ...reply.head.slice(1)] };
      },
      "/x.tar.gz",
      { chunkBytes: Math.ceil(zipped.length / 2) },
    );
    expect(files).toEqual({ "x.tar.gz": describeBytes(zipped) });
    expect(log).toHaveLength(3);
    expect(says).toHaveLength(1);
  });

  test("that is gzip only on its way is unpacked, and that is said", async () => {
    const { files, says } = await downloadFrom(() => asGzip(zipped), "/file.bin");
    expect(files).toEqual(wholeFile);
    expect(says).toEqual(["the server sends it as “gzip”, though nobody asked for that: unpacked"]);
  });

  test("that is called gzip and is none is kept as it is, and that is said", async () => {
    const { files, says } = await downloadFrom(() => asGzip(file), "/file.bin");
    expect(files).toEqual(wholeFile);
    expect(says).toEqual(["the server calls it “gzip”, and it is not: kept as it is"]);
  });
});

describe("a head", () => {
  const length = `Content-Length: ${file.length}`;
  const size = file.length.toString(16);
  const chunked = Buffer.concat([Buffer.from(`${size}\r\n`), file, Buffer.from("\r\n0\r\n\r\n")]);

  test.each<[string, RawReply]>([
    ["gives the same length twice", whole(length)],
    [
      "gives the same length twice in one line",
      { ...whole(), head: ["HTTP/1.1 200 OK", `${length}, ${file.length}`] },
    ],
    ["gives a length beside chunks", { ...whole("Transfer-Encoding: chunked"), body: chunked }],
    ["has a line that is no header", whole('X-Frame-Options="ALLOW-FORM: x.com"')],
    ["ends its lines by LF alone", { ...whole(), lineEnd: "\n" }],
    [
      "has a space before a colon",
      { ...whole(), head: ["HTTP/1.1 200 OK", `Content-Length : ${file.length}`] },
    ],
    ["is that of HTTP/1.0", { ...whole(), head: ["HTTP/1.0 200 OK", length], closes: true }],
    ["has more than 16 KiB of cookies", whole(`Set-Cookie: a=${"x".repeat(50_000)}`)],
  ])("is read though it %s", async (_, reply) => {
    const { files, isVerified, says } = await downloadFrom(() => reply);
    expect(files).toEqual(wholeFile);
    expect(isVerified).toBe(true);
    expect(says).toEqual([]);
  });

  test("may follow another one that only announces it", async () => {
    const { files } = await downloadFrom(() => ({
      ...whole(),
      head: ["HTTP/1.1 103 Early Hints", "Link: <x>", "", "HTTP/1.1 200 OK", length, length],
    }));
    expect(files).toEqual(wholeFile);
  });

  test.each<[string, RawReply, string]>([
    ["gives two lengths", whole("Content-Length: 7"), "the reply gives two lengths: 100000 and 7"],
    [
      "is none of HTTP",
      { ...whole(), head: ["ICY 200 OK"] },
      "what the server says cannot be read",
    ],
  ])(
    "is refused in one sentence, and not asked for again, if it %s",
    async (_, reply, sentence) => {
      const { error, files, log } = await downloadFrom(() => reply);
      expect(error).toMatchObject({ kind: "refused", message: expect.stringContaining(sentence) });
      expect(files).toEqual({});
      // Strictly, and then leniently.
      expect(log).toHaveLength(2);
    },
  );
});
