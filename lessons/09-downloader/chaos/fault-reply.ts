// One reply of the fault server: what an honest server would send, bent by a lie.

import { gzipSync } from "node:zlib";
import type { FaultScript, Lie } from "#lesson/09-downloader/chaos/fault-script.ts";
import { createSource, readSource, type Source } from "#lesson/09-downloader/chaos/source.ts";

/** A request as it came. */
export interface Asked {
  method: string;
  path: string;
  /** Names in lower case. */
  headers: Readonly<Record<string, string | undefined>>;
}

export interface RawReply {
  status: number;
  head: string;
  /** The body as it goes over the wire, chunks and all. */
  pieces: Iterable<Buffer>;
  /** Whether the connection ends with it. */
  isLast: boolean;
  /** Whether there is less of it than there should be. */
  isCut: boolean;
}

const date = "Thu, 01 Jan 2026 00:00:00 GMT";
const boundary = "a-boundary";

export function sourceOf(script: FaultScript, version: number, seed: number): Source {
  const { sizeBytes, laterSizeBytes = sizeBytes } = script;
  return createSource(seed, version, version === 1 ? sizeBytes : laterSizeBytes);
}

export function describeVersion({ marks = "strong" }: FaultScript, version: number) {
  const etag = marks === "strong" ? `"v${version}"` : marks === "weak" ? `W/"v${version}"` : null;
  const old = `Mon, 0${version} Dec 2025 00:00:00 GMT`;
  const young = `Wed, 31 Dec 2025 23:59:5${version} GMT`;
  const lastModified = marks === "date" ? old : marks === "young date" ? young : null;
  return { etag, lastModified, date };
}

/** @param otherUrl stands for `{other}` */
export function composeReply(
  asked: Asked,
  lie: Lie,
  script: FaultScript,
  { seed, otherUrl }: { seed: number; otherUrl: string },
): RawReply {
  const version = lie.version ?? 1;
  const source = sourceOf(script, version, seed);
  const { etag, lastModified } = describeVersion(script, version);
  const headers: Record<string, string | null> = {
    date,
    etag,
    "last-modified": lastModified,
    "accept-ranges": "bytes",
    "content-type": "application/octet-stream",
  };
  const part = chooseBody(asked, lie, source, etag ?? lastModified);
  Object.assign(headers, part.headers);
  let { pieces } = part;
  if (lie.flip) pieces = flip(pieces);
  let { length } = part;
  if (lie.gzip) {
    const zipped = gzipSync(Buffer.concat([...pieces]));
    pieces = [zipped];
    length = zipped.length;
    headers["content-encoding"] = "gzip";
  }
  const framing = lie.framing ?? "length";
  if (framing === "length") headers["content-length"] = String(length);
  if (framing === "chunked") headers["transfer-encoding"] = "chunked";
  if (framing === "close") headers.connection = "close";
  for (const [name, value] of Object.entries(lie.headers ?? {})) {
    headers[name] = value?.replaceAll("{other}", otherUrl) ?? null;
  }
  const limit = lie.cut?.afterBytes ?? lie.stallAfterBytes ?? Number.POSITIVE_INFINITY;
  const isCut = limit < length;
  pieces = asked.method === "HEAD" ? [] : takeBytes(pieces, limit);
  if (framing === "chunked") pieces = chunk(pieces, isCut);
  return {
    status: part.status,
    head: renderHead(part.status, headers),
    pieces,
    isLast:
      asked.headers.connection?.toLowerCase() === "close" ||
      (framing === "close" && asked.method !== "HEAD"),
    isCut,
  };
}

interface Body {
  status: number;
  headers: Record<string, string>;
  pieces: Iterable<Buffer>;
  length: number;
}

function chooseBody(asked: Asked, lie: Lie, source: Source, mark: string | null): Body {
  const { sizeBytes } = source;
  if (lie.status !== undefined) {
    const page = Buffer.from(`<h1>Status ${lie.status}</h1>\n`);
    const headers = { "content-type": "text/html", etag: "", "last-modified": "" };
    return { status: lie.status, headers, pieces: [page], length: page.length };
  }
  const found = /^bytes=(\d+)-(\d*)$/.exec(asked.headers.range ?? "");
  const ifRange = asked.headers["if-range"];
  const isOther = ifRange !== undefined && ifRange !== mark && !lie.ignoreIfRange;
  if (!found || lie.ignoreRange || isOther || asked.method === "HEAD") {
    const pieces = source.readPieces(0, sizeBytes);
    return { status: 200, headers: {}, pieces, length: sizeBytes };
  }
  const asksFrom = Number(found[1]);
  const asksTo = found[2] ? Math.min(Number(found[2]) + 1, sizeBytes) : sizeBytes;
  if (asksFrom >= sizeBytes) {
    const headers = { "content-range": `bytes */${sizeBytes}` };
    return { status: 416, headers, pieces: [], length: 0 };
  }
  const start = asksFrom + (lie.shiftBytes ?? 0);
  const end = Math.min(asksTo, start + (lie.atMostBytes ?? Number.POSITIVE_INFINITY));
  const contentRange = `bytes ${start}-${end - 1}/${lie.total ?? sizeBytes}`;
  if (lie.multipart) return wrapInMultipart(readSource(source, start, end), contentRange);
  const sentTo = end + (lie.extraBytes ?? 0);
  return {
    status: lie.partStatus ?? 206,
    headers: { "content-range": contentRange },
    pieces: source.readPieces(start, sentTo),
    length: sentTo - start,
  };
}

function wrapInMultipart(bytes: Buffer, contentRange: string): Body {
  const before = `--${boundary}\r\nContent-Range: ${contentRange}\r\n\r\n`;
  const pieces = [Buffer.from(before), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)];
  const headers = { "content-type": `multipart/byteranges; boundary=${boundary}` };
  return { status: 206, headers, pieces, length: Buffer.concat(pieces).length };
}

function* flip(pieces: Iterable<Buffer>): Iterable<Buffer> {
  for (const piece of pieces) yield piece.map((byte) => byte ^ 0xff) as Buffer;
}

function* takeBytes(pieces: Iterable<Buffer>, limit: number): Iterable<Buffer> {
  let left = limit;
  for (const piece of pieces) {
    if (left <= 0) return;
    yield piece.subarray(0, left);
    left -= piece.length;
  }
}

function* chunk(pieces: Iterable<Buffer>, isCut: boolean): Iterable<Buffer> {
  for (const piece of pieces) {
    yield Buffer.concat([
      Buffer.from(`${piece.length.toString(16)}\r\n`),
      piece,
      Buffer.from("\r\n"),
    ]);
  }
  if (!isCut) yield Buffer.from("0\r\n\r\n");
}

function renderHead(status: number, headers: Record<string, string | null>): string {
  const lines = Object.entries(headers)
    .filter(([, value]) => value)
    .map(([name, value]) => `${name}: ${value}`);
  return [`HTTP/1.1 ${status} Whatever`, ...lines, "", ""].join("\r\n");
}
