// The tests of exercise `fetch-range`: the bytes that it yields, whatever the server sends.

import { describe, expect, it } from "vitest";
import { fetchRange } from "#exercise/09-downloader/fetch-range.ts";
import type { FaultScript, Lie } from "#lesson/09-downloader/chaos/fault-script.ts";
import type { LoggedRequest } from "#lesson/09-downloader/chaos/fault-server.ts";
import { createSource, readSource } from "#lesson/09-downloader/chaos/source.ts";
import type { ByteRange } from "#lesson/09-downloader/http/byte-range.ts";
import type { Client } from "#lesson/09-downloader/http/http-client.ts";
import { probe, type Resource } from "#solution/09-downloader/probe.ts";
import { describeAnyReply } from "./fixtures/describe-any-reply.ts";
import { withClient } from "./fixtures/with-client.ts";

const sizeBytes = 1_000;
const source = createSource(1, 1, sizeBytes);
const range: ByteRange = { start: 100, end: 300 };

interface Fetched {
  /** Where the first byte belongs, and all bytes that came. */
  offset: number | undefined;
  bytes: Buffer;
  error: unknown;
  request: LoggedRequest | undefined;
}

/** Probes honestly, then asks for the range while the server lies; `times` times, and the last one counts. */
async function fetchWith(
  lie: Lie,
  { marks = "strong", times = 1 }: { marks?: FaultScript["marks"]; times?: number } = {},
): Promise<Fetched> {
  const script: FaultScript = { sizeBytes, marks, rules: [{ skip: 1, ...lie }] };
  return await withClient(script, async ({ client, url, log }) => {
    const resource = await probe(client, url);
    let fetched = await fetchOnce(client, resource);
    for (let time = 1; time < times; time++) fetched = await fetchOnce(client, resource);
    return { ...fetched, request: log.at(-1) };
  });
}

async function fetchOnce(client: Client, resource: Resource): Promise<Omit<Fetched, "request">> {
  const buffers: Buffer[] = [];
  let offset: number | undefined;
  let error: unknown;
  try {
    for await (const piece of fetchRange(client, resource, range)) {
      offset ??= piece.offset;
      buffers.push(...piece.buffers);
    }
  } catch (reason) {
    error = reason;
  }
  return { offset, bytes: Buffer.concat(buffers), error };
}

const right = readSource(source, range.start, range.end);

describe("fetchRange", () => {
  it("yields the bytes of the range, with their place", async () => {
    const { offset, bytes, error } = await fetchWith({});
    expect(error).toBeUndefined();
    expect(offset).toBe(100);
    expect(bytes.equals(right)).toBe(true);
  });

  it("asks for the last byte of the range, and not for the one after it", async () => {
    const { request } = await fetchWith({});
    expect(request?.headers.range).toBe("bytes=100-299");
  });

  it("asks for the file uncompressed", async () => {
    const { request } = await fetchWith({});
    expect(request?.headers["accept-encoding"]).toBe("identity");
  });

  it("sends a strong tag as If-Range", async () => {
    const { request } = await fetchWith({});
    expect(request?.headers["if-range"]).toBe('"v1"');
  });

  it("never sends a weak tag as If-Range", async () => {
    const { request, error } = await fetchWith({}, { marks: "weak" });
    expect(error).toBeUndefined();
    expect(request?.headers["if-range"]).toBeUndefined();
  });

  it("writes nothing of a whole file that comes in place of a part", async () => {
    const { bytes, error } = await fetchWith({ ignoreRange: true });
    expect(bytes.length).toBe(0);
    expect(error).toMatchObject({ kind: "no-ranges" });
  });

  it("takes 200 with another tag for a change", async () => {
    const { bytes, error } = await fetchWith({ version: 2 });
    expect(bytes.length).toBe(0);
    expect(error).toMatchObject({ kind: "changed" });
  });

  it("takes a web page with status 200 for neither", async () => {
    const { bytes, error } = await fetchWith({
      status: 200,
      headers: { "content-type": "text/html" },
    });
    expect(bytes.length).toBe(0);
    expect(error).toMatchObject({ kind: "transient" });
  });

  it("takes a web page that does not say its length for neither, too", async () => {
    const headers = { "content-type": "text/html" };
    const { error } = await fetchWith({ status: 200, headers, framing: "chunked" });
    expect(error).toMatchObject({ kind: "transient" });
  });

  it("refuses a part that begins elsewhere", async () => {
    const { bytes, error } = await fetchWith({ shiftBytes: 10 });
    expect(bytes.length).toBe(0);
    expect(error).toMatchObject({ kind: "transient" });
  });

  it("refuses a part that does not say where it begins", async () => {
    const { bytes, error } = await fetchWith({ headers: { "content-range": null } });
    expect(bytes.length).toBe(0);
    expect(error).toMatchObject({ kind: "transient" });
  });

  it("takes another total for a change", async () => {
    const { bytes, error } = await fetchWith({ total: 1_001 });
    expect(bytes.length).toBe(0);
    expect(error).toMatchObject({ kind: "changed" });
  });

  it("accepts a total that the server does not know", async () => {
    const { bytes, error } = await fetchWith({ total: "*" });
    expect(error).toBeUndefined();
    expect(bytes.equals(right)).toBe(true);
  });

  it("takes a part with another tag for a change", async () => {
    const { bytes, error } = await fetchWith({ version: 2, ignoreIfRange: true });
    expect(bytes.length).toBe(0);
    expect(error).toMatchObject({ kind: "changed" });
  });

  it("refuses several ranges wrapped into one reply", async () => {
    const { bytes, error } = await fetchWith({ multipart: true });
    expect(bytes.length).toBe(0);
    expect(error).toMatchObject({ kind: "no-ranges" });
  });

  it("refuses a compressed part", async () => {
    const { bytes, error } = await fetchWith({ gzip: true });
    expect(bytes.length).toBe(0);
    expect(error).toMatchObject({ kind: "no-ranges" });
  });

  it("cuts what comes after the end of the range", async () => {
    const { bytes, error } = await fetchWith({ extraBytes: 50 });
    expect(error).toBeUndefined();
    expect(bytes.length).toBe(200);
    expect(bytes.equals(right)).toBe(true);
  });

  it("yields a shorter part, and leaves the rest to the caller", async () => {
    const { bytes, error } = await fetchWith({ atMostBytes: 50 });
    expect(error).toBeUndefined();
    expect(bytes.equals(right.subarray(0, 50))).toBe(true);
  });

  it("is content with a part that goes beyond the range, and says so", async () => {
    const headers = { "content-range": "bytes 100-349/1000" };
    const { bytes, error } = await fetchWith({ extraBytes: 50, headers });
    expect(error).toBeUndefined();
    expect(bytes.equals(right)).toBe(true);
  });

  it("yields what came before the connection broke, and then fails", async () => {
    const { bytes, error } = await fetchWith({ cut: { afterBytes: 50, by: "fin" } });
    expect(bytes.equals(right.subarray(0, 50))).toBe(true);
    expect(error).toMatchObject({ kind: "transient" });
  });

  it("fails when a part without a length ends early", async () => {
    const { bytes, error } = await fetchWith({
      framing: "close",
      cut: { afterBytes: 50, by: "fin" },
    });
    expect(bytes.equals(right.subarray(0, 50))).toBe(true);
    expect(error).toMatchObject({ kind: "transient" });
  });

  it("takes 416 for a change where the file is shorter now", async () => {
    const { error } = await fetchWith({
      status: 416,
      headers: { "content-range": "bytes */80" },
    });
    expect(error).toMatchObject({ kind: "changed" });
  });

  it.each<[string, Lie]>([
    ["begins elsewhere", { shiftBytes: 10 }],
    ["does not say where it begins", { headers: { "content-range": null } }],
    ["is not to be had", { status: 416, headers: { "content-range": "bytes */1000" } }],
    ["is a web page", { status: 200, headers: { "content-type": "text/html" } }],
  ])("has no hope of parts where the same one is wrong again: it %s", async (_, lie) => {
    expect((await fetchWith(lie)).error).toMatchObject({ kind: "transient" });
    expect((await fetchWith(lie, { times: 2 })).error).toMatchObject({ kind: "no-ranges" });
  });

  it("takes a part with status 200 for no change, and for no part either", async () => {
    const untold = { partStatus: 200, headers: { "content-range": null } };
    for (const lie of [{ partStatus: 200 }, untold]) {
      const { bytes, error } = await fetchWith(lie);
      expect(bytes.length).toBe(0);
      expect(error).toMatchObject({ kind: "no-ranges" });
    }
  });

  it("is refused by 404", async () => {
    expect((await fetchWith({ status: 404 })).error).toMatchObject({ kind: "refused" });
  });

  it("hands on what a busy server asks for", async () => {
    const { error } = await fetchWith({ status: 429, headers: { "retry-after": "3" } });
    expect(error).toMatchObject({ kind: "busy", retryAfterMs: 3_000 });
  });
});

describeAnyReply();
