// A server that says exactly what it is told, and nothing else; and a download from it.

import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DownloadOptions } from "#lesson/09-downloader/download-options.ts";
import type { ByteRange } from "#lesson/09-downloader/http/byte-range.ts";
import { createScriptedClock } from "#lesson/09-downloader/play/scripted-clock.ts";
import { download } from "#solution/09-downloader/download.ts";

export interface RawRequest {
  method: string;
  path: string;
  /** Names in lower case. */
  headers: Readonly<Record<string, string | undefined>>;
  /** The part that is asked for; undefined for all of it. */
  range: ByteRange | undefined;
}

export interface RawReply {
  /** A line each, without the empty one at the end; a character for each byte. */
  head: readonly string[];
  body?: Buffer;
  /** Ends the connection after it. */
  closes?: boolean;
  /** What ends a line; CR and LF if nothing is said. */
  lineEnd?: string;
}

/** `silence`: no reply at all. */
export type Answer = (request: RawRequest) => RawReply | "silence";

export interface RawServer {
  origin: string;
  /** Such as `GET /x`, and `GET /x 0-99` for a part. */
  log: string[];
  requests: RawRequest[];
  close(): Promise<void>;
}

/** Bytes that can be told apart. */
export function makeBytes(count: number): Buffer {
  return Buffer.from(Array.from({ length: count }, (_, at) => (at * 31 + (at >> 8)) & 255));
}

/** The same for the same bytes, and short. */
export function describeBytes(bytes: Buffer): string {
  return `${bytes.length} bytes, ${createHash("sha256").update(bytes).digest("hex")}`;
}

/** Listens on the loopback interface only. */
export async function startRawServer(answer: Answer): Promise<RawServer> {
  const log: string[] = [];
  const requests: RawRequest[] = [];
  const server = createServer((socket) => {
    let text = "";
    socket.on("error", () => {});
    socket.setEncoding("latin1").on("data", (data: string) => {
      text += data;
      for (let end = text.indexOf("\r\n\r\n"); end >= 0; end = text.indexOf("\r\n\r\n")) {
        const request = readRequest(text.slice(0, end));
        text = text.slice(end + 4);
        requests.push(request);
        const { method, path, headers } = request;
        log.push([method, path, headers.range?.replace("bytes=", "")].filter(Boolean).join(" "));
        const reply = answer(request);
        if (reply === "silence") return;
        const { head, body = Buffer.alloc(0), closes = false, lineEnd = "\r\n" } = reply;
        socket.write([...head, "", ""].join(lineEnd), "latin1");
        if (method !== "HEAD") socket.write(body);
        if (closes) socket.end();
      }
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" ? address?.port : 0;
  return {
    origin: `http://127.0.0.1:${port}`,
    log,
    requests,
    async close() {
      server.close();
      await once(server, "close");
    },
  };
}

function readRequest(text: string): RawRequest {
  const [first = "", ...lines] = text.split("\r\n");
  const [method = "", path = ""] = first.split(" ");
  const headers = Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(":");
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
  const [, start, last] = /^bytes=(\d+)-(\d+)$/.exec(headers.range ?? "") ?? [];
  const range = start ? { start: Number(start), end: Number(last) + 1 } : undefined;
  return { method, path, headers, range };
}

export interface Ended {
  /** What came of it: the kind and message of the error, if there is one. */
  error: unknown;
  isVerified: boolean | undefined;
  /** Names in the folder, with what is in each, as `describeBytes` says it. */
  files: Record<string, string>;
  log: string[];
  requests: RawRequest[];
  /** Every reason that was given: of events, of retries. */
  says: string[];
}

/** Downloads from such a server into a folder of its own, by a clock for which waiting takes no time. */
export async function downloadFrom(
  answer: Answer,
  path = "/file.bin",
  options: DownloadOptions = {},
): Promise<Ended> {
  const server = await startRawServer(answer);
  const folder = await mkdtemp(join(tmpdir(), "interleave-raw-"));
  const says: string[] = [];
  let isVerified: boolean | undefined;
  let error: unknown;
  try {
    const done = await download(server.origin + path, {
      folder,
      clock: createScriptedClock(),
      onRetry: (reason) => says.push(String(reason)),
      onEvent: (event) => {
        if ("reason" in event) says.push(event.reason);
      },
      ...options,
    });
    isVerified = done.isVerified;
  } catch (reason) {
    error = reason;
  }
  await server.close();
  const files: Record<string, string> = {};
  for (const name of await readdir(folder))
    files[name] = describeBytes(await readFile(join(folder, name)));
  await rm(folder, { recursive: true });
  return { error, isVerified, files, log: server.log, requests: server.requests, says };
}
