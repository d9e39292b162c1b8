// The tests of exercise `probe`, against servers that say too little.

import { describe, expect, it } from "vitest";
import { probe, type Resource } from "#exercise/09-downloader/probe.ts";
import type { FaultScript } from "#lesson/09-downloader/chaos/fault-script.ts";
import { createSource, readSource } from "#lesson/09-downloader/chaos/source.ts";
import type { Client, Reply, Request } from "#lesson/09-downloader/http/http-client.ts";
import { describeAnyProbe } from "./fixtures/describe-any-probe.ts";
import { withClient } from "./fixtures/with-client.ts";

const sizeBytes = 1_000;
const withoutRanges = { headers: { "accept-ranges": null }, ignoreRange: true };

/** Returns what the probe found, and what it asked, such as `GET` and `GET 0-0`. */
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
  it("learns everything from the first byte, by one request", async () => {
    const { resource, asked } = await probeServer({ sizeBytes });
    expect(asked).toEqual(["GET 0-0"]);
    expect(resource).toMatchObject({ acceptsRanges: true, etag: '"v1"' });
  });

  it("takes the size from Content-Range, not from the length of one byte", async () => {
    expect((await probeServer({ sizeBytes })).resource.sizeBytes).toBe(sizeBytes);
  });

  it("finds ranges that the server has not announced", async () => {
    const { resource } = await probeServer({
      sizeBytes,
      rules: [{ headers: { "accept-ranges": null } }],
    });
    expect(resource).toMatchObject({ sizeBytes, acceptsRanges: true });
  });

  it("sees that a server ignores ranges", async () => {
    const { resource, asked } = await probeServer({ sizeBytes, rules: [withoutRanges] });
    expect(asked).toEqual(["GET 0-0"]);
    expect(resource).toMatchObject({ sizeBytes, acceptsRanges: false });
  });

  it("keeps the file that has begun to come, for the next request", async () => {
    await withClient({ sizeBytes, rules: [withoutRanges] }, async ({ client, url, log }) => {
      await probe(client, url);
      const { body } = await client.send({ method: "GET", url });
      const buffers = [];
      for await (const more of body) buffers.push(...more);
      expect(Buffer.concat(buffers).equals(readSource(createSource(1, 1, sizeBytes)))).toBe(true);
      expect(log.length).toBe(1);
    });
  });

  it("does not take one byte with status 200 for the file", async () => {
    const rules = [{ partStatus: 200, headers: { "content-range": null } }];
    const { resource, asked } = await probeServer({ sizeBytes, rules });
    expect(asked).toEqual(["GET 0-0", "GET"]);
    expect(resource).toMatchObject({ sizeBytes, acceptsRanges: false });
  });

  it.each([400, 403, 405, 406, 500, 501])(
    "asks for the file where the first byte gets %i",
    async (status) => {
      const { resource, asked } = await probeServer({ sizeBytes, rules: [{ times: 1, status }] });
      expect(asked).toEqual(["GET 0-0", "GET"]);
      expect(resource).toMatchObject({ sizeBytes, acceptsRanges: false });
    },
  );

  it("asks for the file where a part does not say which one it is", async () => {
    const rules = [{ headers: { "content-range": null } }];
    const { resource, asked } = await probeServer({ sizeBytes, rules });
    expect(asked).toEqual(["GET 0-0", "GET"]);
    expect(resource).toMatchObject({ sizeBytes, acceptsRanges: false });
  });

  it("asks for the file where a part does not say how large it is", async () => {
    const { resource, asked } = await probeServer({ sizeBytes, rules: [{ total: "*" }] });
    expect(asked).toEqual(["GET 0-0", "GET"]);
    expect(resource).toMatchObject({ sizeBytes, acceptsRanges: false });
  });

  it("does not take the size of the part for that of the file", async () => {
    const { resource } = await probeServer({ sizeBytes, rules: [{ total: 1 }] });
    expect(resource).toMatchObject({ sizeBytes, acceptsRanges: false });
  });

  it("does not take another part for the one that it asked for", async () => {
    for (const other of ["bytes 7-7/1000", "bytes 0-999/1000"]) {
      const rules = [{ headers: { "content-range": other } }];
      const { resource } = await probeServer({ sizeBytes, rules });
      expect(resource).toMatchObject({ sizeBytes, acceptsRanges: false });
    }
  });

  it("asks for the file as it is, uncompressed", async () => {
    await withClient({ sizeBytes, rules: [{ total: "*" }] }, async ({ client, url, log }) => {
      await probe(client, url);
      const accepted = log.map(({ headers }) => headers["accept-encoding"]);
      expect(accepted).toEqual(["identity", "identity"]);
    });
  });

  it("knows no size of a file that comes compressed, and never has it in parts", async () => {
    const unknown = { sizeBytes: undefined, acceptsRanges: false, encoding: "gzip" };
    const whole = await probeServer({ sizeBytes, rules: [{ gzip: true, ignoreRange: true }] });
    expect(whole.resource).toMatchObject(unknown);
    const parts = await probeServer({ sizeBytes, rules: [{ gzip: true }] });
    expect(parts.resource).toMatchObject(unknown);
  });

  it("takes 416 for the first byte of an empty file", async () => {
    const { resource } = await probeServer({ sizeBytes: 0 });
    expect(resource).toMatchObject({ sizeBytes: 0, acceptsRanges: false });
  });

  it("does not take 416 for an empty file where there are bytes", async () => {
    const { resource } = await probeServer({ sizeBytes, rules: [{ times: 1, status: 416 }] });
    expect(resource).toMatchObject({ sizeBytes, acceptsRanges: false });
  });

  it("is refused by 404, immediately", async () => {
    const { asked, error } = await failToProbe({ sizeBytes, rules: [{ status: 404 }] });
    expect(asked).toBe(1);
    expect(error).toMatchObject({ kind: "refused" });
  });

  it("hands on how long a busy server wants to be left alone", async () => {
    const rules = [{ status: 503, headers: { "retry-after": "7" } }];
    const { asked, error } = await failToProbe({ sizeBytes, rules });
    expect(asked).toBe(1);
    expect(error).toMatchObject({ kind: "busy", retryAfterMs: 7_000 });
  });

  it("knows no size where the server names no length", async () => {
    for (const framing of ["chunked", "close"] as const) {
      const script = { sizeBytes, rules: [{ ...withoutRanges, framing }] };
      const { resource } = await probeServer(script);
      expect(resource.sizeBytes, `the size with framing “${framing}”`).toBeUndefined();
    }
  });

  it("tells a size of zero from no size", async () => {
    const { resource } = await probeServer({ sizeBytes: 0, rules: [withoutRanges] });
    expect(resource.sizeBytes).toBe(0);
  });

  it("hands the signal to each request that it sends", async () => {
    const heard: unknown[] = [];
    const { signal } = new AbortController();
    const script: FaultScript = { sizeBytes, rules: [{ total: "*" }] };
    await watchProbe(script, (request) => heard.push(request.signal), signal);
    const without = heard.flatMap((one, index) => (one === undefined ? [index + 1] : []));
    expect(without, "requests that no signal can end").toEqual([]);
  });

  it("throws the reason of a signal that aborts before, or while it waits for a reply", async () => {
    const reason = new Error("interrupted");
    for (const at of [0, 1, 2]) {
      const controller = new AbortController();
      if (at === 0) controller.abort(reason);
      const script: FaultScript = { sizeBytes, rules: [{ total: "*" }] };
      const { outcome, sent } = await watchProbe(
        script,
        (_, index) => {
          if (index === at) controller.abort(reason);
        },
        controller.signal,
      );
      expect(outcome, `what it threw, aborted at request ${at}`).toBe(reason);
      expect(sent, `requests, aborted at request ${at}`).toBeLessThanOrEqual(Math.max(at, 1));
    }
  });

  it("ends the body of each reply that it does not keep", async () => {
    const answers: FaultScript["rules"][] = [
      [],
      [{ total: "*" }],
      [{ times: 1, status: 405 }],
      [{ status: 404 }],
      [{ status: 503 }],
      [
        { times: 1, status: 500 },
        { skip: 1, status: 404 },
      ],
      [withoutRanges],
    ];
    for (const rules of answers) {
      const { left } = await watchProbe({ sizeBytes, rules: rules ?? [] });
      expect(left, `bodies left open after ${JSON.stringify(rules)}`).toBe(0);
    }
  });

  it("knows the place after a redirect", async () => {
    const rules = [{ times: 1, status: 302, headers: { location: "{other}" } }];
    await withClient({ sizeBytes, rules }, async ({ client, url, otherUrl }) => {
      expect((await probe(client, url)).url).toBe(otherUrl);
    });
  });
});

describeAnyProbe();

async function failToProbe(script: FaultScript): Promise<{ asked: number; error: unknown }> {
  return await withClient(script, async ({ client, url, log }) => {
    const error = await probe(client, url).then(
      () => "no error",
      (reason: unknown) => reason,
    );
    return { asked: log.length, error };
  });
}

/** Watches what goes through the client: `left` are the bodies that were neither read, ended nor kept. */
async function watchProbe(
  script: FaultScript,
  onRequest: (request: Request, index: number) => void = () => {},
  signal?: AbortSignal,
): Promise<{ outcome: unknown; sent: number; left: number }> {
  return await withClient(script, async ({ client, url }) => {
    const open = new Set<Reply["body"]>();
    let sent = 0;
    const watched: Client = {
      ...client,
      async send(request) {
        const answer = client.send(request);
        onRequest(request, ++sent);
        const reply = await answer;
        open.add(reply.body);
        return { ...reply, body: watchBody(reply.body, () => open.delete(reply.body)) };
      },
      keep(reply) {
        open.clear();
        client.keep(reply);
      },
    };
    const outcome = await probe(watched, url, signal).catch((reason: unknown) => reason);
    client.close();
    return { outcome, sent, left: open.size };
  });
}

function watchBody(body: Reply["body"], onEnd: () => void): Reply["body"] {
  const ends: (string | symbol)[] = ["discard", "drop", Symbol.asyncIterator];
  return new Proxy(body, {
    get(target, name) {
      if (ends.includes(name)) onEnd();
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}
