// Several servers of one file: its bytes are of one version, and a server that is of no use is left out.

import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { parseCommand } from "#lesson/09-downloader/command/usage.ts";
import type { Checksum, DownloadOptions } from "#lesson/09-downloader/download-options.ts";
import { download } from "#solution/09-downloader/download.ts";
import { contentOf } from "./gated-server.ts";
import { startProgram } from "./start-program.ts";

const sizeBytes = 512 * 1024;
const right = contentOf(1, sizeBytes);
const date = "Mon, 01 Dec 2025 00:00:00 GMT";

let folder: string;
let file: string;
const closers: (() => void)[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "interleave-mirrors-"));
  file = join(folder, "film.mkv");
});
afterEach(async () => {
  for (const close of closers.splice(0)) close();
  await rm(folder, { recursive: true });
});

interface Server {
  readonly url: string;
  /** How many parts it was asked for, after the first byte. */
  readonly parts: number;
  readonly authorizations: (string | undefined)[];
  /** Resolves when it has answered to a probe. */
  readonly probed: Promise<void>;
}

interface Behaviour {
  content?: Buffer;
  etag?: string;
  /** From the third part on. */
  laterEtag?: string;
  lastModified?: string | undefined;
  /** Instead of a part, by its number from 1; true if it has answered. */
  answer?: (response: ServerResponse, number: number) => boolean;
  /** No part is sent before that; or none from the third one on. */
  gate?: Promise<unknown>;
  laterGate?: Promise<unknown>;
}

async function serve(given: Behaviour = {}): Promise<Server> {
  const { content = right, answer, gate, laterGate } = given;
  let parts = 0;
  const authorizations: (string | undefined)[] = [];
  let tellProbed = (): void => {};
  const probed = new Promise<void>((resolve) => {
    tellProbed = resolve;
  });
  const server = createServer({ keepAliveTimeout: 0 }, async ({ headers }, response) => {
    const [, first = "0", last = ""] = /^bytes=(\d+)-(\d+)$/.exec(headers.range ?? "") ?? [];
    const part = content.subarray(Number(first), Number(last) + 1);
    authorizations.push(headers.authorization);
    // The probe asks for the first byte.
    if (Number(last) === 0) response.once("finish", tellProbed);
    else {
      parts++;
      const number = parts;
      await gate;
      if (number > 2) await laterGate;
      if (answer?.(response, number)) return;
    }
    const lastModified = "lastModified" in given ? given.lastModified : date;
    const etag = parts > 2 ? (given.laterEtag ?? given.etag) : given.etag;
    response.writeHead(206, {
      "content-range": `bytes ${first}-${last}/${content.length}`,
      "content-length": part.length,
      ...(etag && { etag }),
      ...(lastModified && { "last-modified": lastModified }),
    });
    response.end(part);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/film.mkv`,
    get parts() {
      return parts;
    },
    authorizations,
    probed,
  };
}

/** In 32 parts. */
async function fetchFrom(first: Server, mirrors: Server[], more: DownloadOptions = {}) {
  const notes: string[] = [];
  const result = await download(first.url, {
    ...{ file, connections: 2, chunkBytes: 16_384, retries: 1, random: () => 0 },
    mirrors: mirrors.map(({ url }) => url),
    onEvent: (event) => event.type === "note" && notes.push(event.reason),
    ...more,
  });
  expect((await readFile(file)).equals(right)).toBe(true);
  expect(await readdir(folder)).toEqual(["film.mkv"]);
  return { notes, result };
}

describe("mirrors", () => {
  test.each<[string, Behaviour, Behaviour]>([
    ["date", { etag: '"here"' }, { etag: '"there"' }],
    ["tag", { etag: '"v1"' }, { etag: '"v1"', lastModified: undefined }],
  ])("with the same %s have the same file, and share the work", async (_, here, there) => {
    const second = await serve(there);
    const first = await serve({ ...here, gate: second.probed });
    const { notes } = await fetchFrom(first, [second]);
    expect(notes).toEqual([]);
    expect(first.parts + second.parts).toBe(32);
    expect(Math.min(first.parts, second.parts)).toBeGreaterThan(0);
  });

  test("hear no secret that is for the first server", async () => {
    const second = await serve();
    const first = await serve({ gate: second.probed });
    await fetchFrom(first, [second], { headers: { authorization: "Basic c2VjcmV0" } });
    expect(new Set(first.authorizations)).toEqual(new Set(["Basic c2VjcmV0"]));
    expect(second.authorizations.length).toBeGreaterThan(1);
    expect(new Set(second.authorizations)).toEqual(new Set([undefined]));
  });

  test.each<[string, Behaviour, RegExp]>([
    ["length", { content: right.subarray(1) }, /it has a file of 524287 bytes, and not of 524288/],
    [
      "date",
      { lastModified: "Mon, 01 Dec 2025 00:00:01 GMT" },
      /nothing shows that it has the same/,
    ],
    ["date that says little", { lastModified: new Date().toUTCString() }, /nothing shows/],
    ["tag, and no date", { etag: '"v2"', lastModified: undefined }, /nothing shows/],
  ])("of another %s are left out, which is told once", async (_, there, reason) => {
    const second = await serve(there);
    const first = await serve({ etag: '"v1"', gate: second.probed });
    const { notes } = await fetchFrom(first, [second]);
    expect(notes).toEqual([expect.stringMatching(reason)]);
    expect(notes[0]).toContain(second.url);
    expect([first.parts, second.parts]).toEqual([32, 0]);
  });

  test("of no validators share the work if there is a checksum, which tells in the end", async () => {
    const silent = { lastModified: undefined };
    const second = await serve(silent);
    const first = await serve({ ...silent, gate: second.probed });
    const hex = createHash("sha256").update(right).digest("hex");
    const checksum: Checksum = { algorithm: "sha256", hex };
    const { notes } = await fetchFrom(first, [second], { checksum });
    expect([notes, second.parts > 0]).toEqual([[], true]);
    const liar = await serve({ ...silent, content: contentOf(2, sizeBytes) });
    const other = await serve({ ...silent, gate: liar.probed });
    const wrong = fetchFrom(other, [liar], { checksum, file: join(folder, "other") });
    await expect(wrong).rejects.toMatchObject({ kind: "checksum" });
  });

  test.each<[string, Behaviour, RegExp]>([
    ["goes", { answer: (response, number) => number > 2 && !!response.destroy() }, /./],
    [
      "is too busy",
      { answer: (response, number) => number > 2 && sendStatus(response, 429) },
      /429/,
    ],
    [
      "has it no more",
      { answer: (response, number) => number > 2 && sendStatus(response, 404) },
      /404/,
    ],
    ["has another version later", { laterEtag: '"v2"' }, /changed on the server/],
  ])("one that %s is left out, and the others have the rest", async (_, there, reason) => {
    const second = await serve({ etag: '"v1"', ...there });
    const notes: string[] = [];
    let tellNoted = (): void => {};
    const noted = new Promise<void>((resolve) => {
      tellNoted = resolve;
    });
    // Until then one connection waits here, and the other has only the mirror.
    const first = await serve({ etag: '"v1"', gate: second.probed, laterGate: noted });
    await fetchFrom(first, [second], {
      onEvent(event) {
        if (event.type !== "note") return;
        notes.push(event.reason);
        tellNoted();
      },
    });
    expect(notes).toEqual([expect.stringMatching(reason)]);
    expect(notes[0]).toContain(`${second.url} is left out: `);
    expect([first.parts >= 30, second.parts >= 3]).toEqual([true, true]);
  });

  test("go on without the first server when that goes", async () => {
    const second = await serve();
    const answer: Behaviour["answer"] = (response, number) => number > 2 && !!response.destroy();
    const first = await serve({ answer, gate: second.probed });
    const { notes } = await fetchFrom(first, [second]);
    expect(notes).toEqual([expect.stringContaining(`${first.url} is left out: `)]);
  });

  test("that never answer hold nobody up", async () => {
    const first = await serve();
    const silent = createServer(() => {}).listen(0, "127.0.0.1");
    await once(silent, "listening");
    closers.push(() => {
      silent.closeAllConnections();
      silent.close();
    });
    const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}/film.mkv`;
    const mirror = { url, parts: 0, authorizations: [], probed: Promise.resolve() };
    const { notes } = await fetchFrom(first, [mirror]);
    expect(notes).toEqual([]);
  });
});

test("--mirror is for one URL, and not for workers", async () => {
  const mirror = ["--mirror", "http://b/film.mkv"];
  expect(parseCommand(["http://a/film.mkv", ...mirror, ...mirror])?.options.mirrors).toHaveLength(
    2,
  );
  expect(() => parseCommand(["http://a/1", "http://a/2", ...mirror])).toThrow(
    "Expected one URL with --mirror",
  );
  expect(() => parseCommand(["http://a/1", "--queue", "redis://a", ...mirror])).toThrow(
    "Expected no --mirror with --queue.",
  );
  expect(() => parseCommand(["http://a/1", "--mirror", "b"])).toThrow("Expected a URL such as");
  const there = await serve({ content: right.subarray(1) });
  const here = await serve({ gate: there.probed });
  const { code, out } = startProgram([here.url, "--mirror", there.url, "--json"], folder);
  expect([await code, out.complained]).toEqual([0, ""]);
  const events = out.said
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(events.find(({ type }) => type === "note")).toEqual({
    url: here.url,
    type: "note",
    reason: `${there.url} is left out: it has a file of 524287 bytes, and not of 524288`,
  });
});

function sendStatus(response: ServerResponse, status: number): true {
  response.writeHead(status).end();
  return true;
}
