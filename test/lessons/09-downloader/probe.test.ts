// The tests of exercise `probe`, against servers that say too little.

import { describe, expect, it } from "vitest";
import { probe, type Resource } from "#exercise/09-downloader/probe.ts";
import type { FaultScript } from "#lesson/09-downloader/chaos/fault-script.ts";
import { withClient } from "./fixtures/with-client.ts";

const sizeBytes = 1_000;

/** Returns what the probe found, and what it asked, such as `HEAD` and `GET 0-0`. */
async function probeServer(script: FaultScript): Promise<{ resource: Resource; asked: string[] }> {
  return await withClient(script, async ({ client, url, log }) => {
    const resource = await probe(client, url);
    const asked = log.map(({ method, headers }) =>
      [method, headers.range?.replace("bytes=", "")].filter(Boolean).join(" "),
    );
    return { resource, asked };
  });
}

describe("probe", () => {
  it("learns everything from HEAD, and asks for no byte", async () => {
    const { resource, asked } = await probeServer({ sizeBytes });
    expect(asked).toEqual(["HEAD"]);
    expect(resource).toMatchObject({ sizeBytes, acceptsRanges: true, etag: '"v1"' });
  });

  it.each([403, 405, 501])(
    "asks with GET for the first byte where HEAD gets %i",
    async (status) => {
      const { resource, asked } = await probeServer({
        sizeBytes,
        rules: [{ method: "HEAD", status }],
      });
      expect(asked).toEqual(["HEAD", "GET 0-0"]);
      expect(resource).toMatchObject({ sizeBytes, acceptsRanges: true });
    },
  );

  it("takes the size from Content-Range, not from the length of one byte", async () => {
    const { resource } = await probeServer({ sizeBytes, rules: [{ method: "HEAD", status: 405 }] });
    expect(resource.sizeBytes).toBe(sizeBytes);
  });

  it("tries whether a server has ranges that does not say so", async () => {
    const rules = [{ method: "HEAD" as const, headers: { "accept-ranges": null } }];
    const { resource, asked } = await probeServer({ sizeBytes, rules });
    expect(asked).toEqual(["HEAD", "GET 0-0"]);
    expect(resource.acceptsRanges).toBe(true);
  });

  it("sees that a server ignores ranges", async () => {
    const rules = [{ headers: { "accept-ranges": null }, ignoreRange: true }];
    const { resource } = await probeServer({ sizeBytes, rules });
    expect(resource).toMatchObject({ sizeBytes, acceptsRanges: false });
  });

  it("believes a server that says it has no ranges", async () => {
    const rules = [{ headers: { "accept-ranges": "none" } }];
    const { resource, asked } = await probeServer({ sizeBytes, rules });
    expect(asked).toEqual(["HEAD"]);
    expect(resource.acceptsRanges).toBe(false);
  });

  it("asks for the file as it is, uncompressed", async () => {
    await withClient({ sizeBytes }, async ({ client, url, log }) => {
      await probe(client, url);
      expect(log[0]?.headers["accept-encoding"]).toBe("identity");
    });
  });

  it("knows no size of a file that comes compressed, and never has it in parts", async () => {
    const { resource } = await probeServer({ sizeBytes, rules: [{ gzip: true }] });
    expect(resource).toMatchObject({
      sizeBytes: undefined,
      acceptsRanges: false,
      encoding: "gzip",
    });
  });

  it("takes 416 for the first byte of an empty file", async () => {
    const rules = [{ method: "HEAD" as const, status: 405 }];
    const { resource } = await probeServer({ sizeBytes: 0, rules });
    expect(resource).toMatchObject({ sizeBytes: 0, acceptsRanges: false });
  });

  it("is refused by 404, at once", async () => {
    const { asked, error } = await failToProbe({ sizeBytes, rules: [{ status: 404 }] });
    expect(asked).toBe(1);
    expect(error).toMatchObject({ kind: "refused" });
  });

  it("hands on how long a busy server wants to be left alone", async () => {
    const rules = [{ status: 503, headers: { "retry-after": "7" } }];
    const { error } = await failToProbe({ sizeBytes, rules });
    expect(error).toMatchObject({ kind: "busy", retryAfterMs: 7_000 });
  });

  it("knows the place after a redirect", async () => {
    const rules = [{ times: 1, status: 302, headers: { location: "{other}" } }];
    await withClient({ sizeBytes, rules }, async ({ client, url, otherUrl }) => {
      expect((await probe(client, url)).url).toBe(otherUrl);
    });
  });
});

async function failToProbe(script: FaultScript): Promise<{ asked: number; error: unknown }> {
  return await withClient(script, async ({ client, url, log }) => {
    const error = await probe(client, url).then(
      () => "no error",
      (reason: unknown) => reason,
    );
    return { asked: log.length, error };
  });
}
