// One file from several servers: ranges go to whichever has least to do, and only to those that have the same file.

import { DownloadError, isFailure } from "#lesson/09-downloader/download-error.ts";
import type { DownloadSettings } from "#lesson/09-downloader/download-options.ts";
import type { ByteRange } from "#lesson/09-downloader/http/byte-range.ts";
import type { Client } from "#lesson/09-downloader/http/http-client.ts";
import { chooseIfRange } from "#lesson/09-downloader/http/validators.ts";
import { fetchRange, type Piece } from "#solution/09-downloader/fetch-range.ts";
import { probe, type Resource } from "#solution/09-downloader/probe.ts";

/** A server that has the file. */
interface Source {
  resource: Resource;
  /** Where the download began. */
  isFirst: boolean;
  inFlight: number;
  /** How often it was chosen. */
  asked: number;
  /** In a row, without a byte between them. */
  failures: number;
}

/**
 * Returns what does as `fetchRange`, but may ask a mirror in place of the server. The mirrors are
 * looked at when the first range is asked for, and take part from when it is known that they have
 * the same file. One that has not, that is too busy, or that fails again and again is left out, which
 * is told once; what it leaves of a range is to be asked for, as after any short reply.
 */
export function spreadOverMirrors(settings: DownloadSettings): typeof fetchRange {
  const { mirrors, connections, signal, onEvent } = settings;
  if (mirrors.length === 0) return fetchRange;
  const sources: Source[] = [];
  /** Of those, too, that have been left out meanwhile. */
  let inFlight = 0;

  return async function* fetchFromAny(client, resource, range, signal) {
    if (sources.length === 0) begin(client, resource);
    const source = choose();
    source.inFlight++;
    inFlight++;
    try {
      yield* fetchFrom(source, client, range, signal);
    } catch (error) {
      if (signal?.aborted || !mayGoOnWithout(source, error)) throw error;
      // All of its connections may fail in the same moment. One that is too busy is not asked again.
      const isHopeless = !isFailure(error, "transient") || source.failures > connections;
      if (isHopeless) leaveOut(source, error.message);
    } finally {
      source.inFlight--;
      inFlight--;
    }
  };

  function begin(client: Client, resource: Resource): void {
    sources.push({ ...toSource(resource), isFirst: true });
    for (const url of mirrors) void look(url, client, resource);
  }

  async function look(url: string, client: Client, resource: Resource): Promise<void> {
    try {
      const found = await probe(client, url, signal);
      const reason = findDifference(resource, found, settings);
      if (reason === undefined) sources.push(toSource(found));
      else tell(url, reason);
    } catch (error) {
      if (error instanceof DownloadError) tell(url, error.message);
    }
  }

  function choose(): Source {
    const [first] = sources.toSorted((a, b) => a.inFlight - b.inFlight || a.asked - b.asked);
    if (!first) throw new Error("there is always a source left");
    first.asked++;
    return first;
  }

  /** What to do about a change where the download began is for the download to decide. */
  function mayGoOnWithout(source: Source, error: unknown): error is DownloadError {
    if (!(error instanceof DownloadError)) return false;
    source.failures++;
    const isForDownload = source.isFirst && isFailure(error, "changed", "no-ranges");
    return sources.length > 1 && !isForDownload;
  }

  function leaveOut(source: Source, reason: string): void {
    const index = sources.indexOf(source);
    // Another connection has found it out.
    if (index === -1) return;
    sources.splice(index, 1);
    tell(source.resource.url, reason);
  }

  function tell(url: string, reason: string): void {
    // Once all is there, nobody minds any more.
    if (inFlight === 0) return;
    // Without a login, and without what may be as secret.
    const { origin, pathname } = new URL(url);
    onEvent({ type: "note", reason: `${origin}${pathname} is left out: ${reason}` });
  }
}

async function* fetchFrom(
  source: Source,
  client: Client,
  range: ByteRange,
  signal: AbortSignal | undefined,
): AsyncGenerator<Piece, void, undefined> {
  for await (const piece of fetchRange(client, source.resource, range, signal)) {
    source.failures = 0;
    yield piece;
  }
}

function toSource(resource: Resource): Source {
  return { resource, isFirst: false, inFlight: 0, asked: 0, failures: 0 };
}

/**
 * Undefined if something shows that both have the same bytes: their length, and a strong tag or an
 * old date that is the same; or a checksum, which tells in the end.
 */
function findDifference(
  first: Resource,
  other: Resource,
  { checksum }: DownloadSettings,
): string | undefined {
  if (!other.acceptsRanges) return "it sends no parts of the file";
  if (other.sizeBytes !== first.sizeBytes) {
    return `it has a file of ${other.sizeBytes} bytes, and not of ${first.sizeBytes}`;
  }
  if (checksum) return undefined;
  const isSame =
    areSame(first, other, ({ etag }) => chooseIfRange({ etag })) ||
    areSame(first, other, ({ lastModified, date }) => chooseIfRange({ lastModified, date }));
  return isSame ? undefined : "nothing shows that it has the same file";
}

function areSame(
  a: Resource,
  b: Resource,
  choose: (resource: Resource) => string | undefined,
): boolean {
  return choose(a) !== undefined && choose(a) === choose(b);
}
