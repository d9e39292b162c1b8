// The command line of the downloader: its options, and what is wrong with them.

import { parseArgs } from "node:util";
import type { Checksum } from "#lesson/09-downloader/download-options.ts";

export class UsageError extends Error {}

export interface Command {
  urls: string[];
  /** A file with a URL a line; `-` for standard input. */
  input: string | undefined;
  filesAtOnce: number;
  /** Whether a file that is there already counts as done. */
  skipsExisting: boolean;
  bytesPerSecond: number;
  proxy: string | undefined;
  isInfo: boolean;
  style: "bars" | "json" | "quiet";
  options: {
    file: string | undefined;
    folder: string;
    connections: number;
    chunkBytes: number | undefined;
    headers: Record<string, string>;
    timeoutMs: number;
    retries: number;
    checksum: Checksum | undefined;
    resume: boolean;
    unsafeResume: boolean;
    overwrite: boolean;
  };
}

export const usage = `Usage: npm start -- download URL… [options]

  -o, --output FILE     write to FILE; by default, a name from the server
  -d, --dir DIR         write into DIR
  -c, --connections N   connections per file (8)
  -j, --jobs N          files at once (4)
      --chunk SIZE      largest range asked for at once, such as 4M; by default, by the file's size
      --input FILE      a URL a line; - for standard input; # begins a comment
      --skip-existing   a file that is there counts as done
      --header 'K: V'   send this header; may come again
      --user-agent TEXT
      --proxy URL       by default, what http_proxy, https_proxy and no_proxy say
      --timeout S       how long a server may be silent (30)
      --retries N       attempts in a row that get nowhere (5)
      --checksum sha256:HEX
      --limit-rate SIZE bytes a second, all files together
      --no-resume       start again, whatever is there
      --unsafe-resume   continue even if nothing shows that it is the same file
      --overwrite       replace a file that is there
      --info            say what the server says, and download nothing
      --json            an event a line
      --quiet           say nothing but errors

Exit codes: 0 complete; 1 failed; 2 usage; 3 wrong checksum; 4 changed on the server;
5 disk full or not writable; 130 interrupted, and the next run continues.`;

const options = {
  output: { type: "string", short: "o" },
  dir: { type: "string", short: "d" },
  connections: { type: "string", short: "c" },
  jobs: { type: "string", short: "j" },
  chunk: { type: "string" },
  input: { type: "string" },
  "skip-existing": { type: "boolean" },
  header: { type: "string", multiple: true },
  "user-agent": { type: "string" },
  proxy: { type: "string" },
  timeout: { type: "string" },
  retries: { type: "string" },
  checksum: { type: "string" },
  "limit-rate": { type: "string" },
  "no-resume": { type: "boolean" },
  "unsafe-resume": { type: "boolean" },
  overwrite: { type: "boolean" },
  info: { type: "boolean" },
  json: { type: "boolean" },
  quiet: { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;

/** Undefined if help is wanted. Throws UsageError. */
export function parseCommand(words: readonly string[]): Command | undefined {
  const { values, positionals } = parse(words);
  if (values.help) return undefined;
  const urls = positionals.map((url) => checkUrl(url));
  if (urls.length === 0 && values.input === undefined) throw new UsageError("Expected a URL.");
  const isMany = urls.length > 1 || values.input !== undefined;
  if (values.output !== undefined && isMany) {
    throw new UsageError("Expected one URL with --output; for several, there is --dir.");
  }
  if (values.checksum !== undefined && isMany) {
    throw new UsageError("Expected one URL with --checksum, since it is of one file.");
  }
  if (values["skip-existing"] && values.overwrite) {
    throw new UsageError("Expected --skip-existing or --overwrite, got both.");
  }
  return {
    urls,
    input: values.input,
    skipsExisting: values["skip-existing"] ?? false,
    filesAtOnce: readCount("--jobs", values.jobs ?? "4", 1),
    bytesPerSecond: readSize("--limit-rate", values["limit-rate"]) ?? Number.POSITIVE_INFINITY,
    proxy: values.proxy === undefined ? undefined : checkUrl(values.proxy),
    isInfo: values.info ?? false,
    style: values.quiet ? "quiet" : values.json ? "json" : "bars",
    options: {
      file: values.output,
      folder: values.dir ?? ".",
      connections: readCount("--connections", values.connections ?? "8", 1),
      chunkBytes: readSize("--chunk", values.chunk),
      headers: readHeaders(values.header ?? [], values["user-agent"]),
      timeoutMs: readCount("--timeout", values.timeout ?? "30", 1) * 1_000,
      retries: readCount("--retries", values.retries ?? "5", 0),
      checksum: readChecksum(values.checksum),
      resume: !values["no-resume"],
      unsafeResume: values["unsafe-resume"] ?? false,
      overwrite: values.overwrite ?? false,
    },
  };
}

/**
 * @param place where it stands, for the error
 * @throws UsageError for what is no URL of a web server
 */
export function checkUrl(text: string, place?: string): string {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text;
  const got = place === undefined ? `“${text}”` : `“${text}” ${place}`;
  throw new UsageError(`Expected a URL such as https://example.org/file, got ${got}.`);
}

function parse(words: readonly string[]) {
  try {
    return parseArgs({ args: [...words], options, allowPositionals: true });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${message.split(". ")[0]}.`);
  }
}

function readCount(name: string, text: string, least: number): number {
  const count = Number(text);
  if (/^\d+$/.test(text) && count >= least) return count;
  throw new UsageError(`Expected a whole number of ${least} or more for ${name}, got “${text}”.`);
}

/** `512`, `64K`, `4M`, `1.5G`; each letter stands for 1,024 times the one before. */
function readSize(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const found = /^(\d+(?:\.\d+)?)([kmg]?)(?:i?b)?$/i.exec(text);
  const power = ["", "k", "m", "g"].indexOf(found?.[2]?.toLowerCase() ?? "");
  const size = Math.floor(Number(found?.[1]) * 1_024 ** power);
  if (size >= 1) return size;
  throw new UsageError(`Expected a size such as 512K or 4M for ${name}, got “${text}”.`);
}

function readHeaders(lines: readonly string[], userAgent: string | undefined) {
  const headers: Record<string, string> = { "user-agent": userAgent ?? "interleave-download" };
  for (const line of lines) {
    const found = /^([\w!#$%&'*+.^`|~-]+):\s*(.*)$/.exec(line);
    if (!found?.[1])
      throw new UsageError(`Expected a header such as 'Name: value', got “${line}”.`);
    headers[found[1].toLowerCase()] = found[2] ?? "";
  }
  return headers;
}

function readChecksum(text: string | undefined): Checksum | undefined {
  if (text === undefined) return undefined;
  const found = /^(sha256):([0-9a-f]{64})$/i.exec(text);
  if (found?.[2]) return { algorithm: "sha256", hex: found[2].toLowerCase() };
  throw new UsageError(`Expected a checksum such as sha256:…, 64 digits in all, got “${text}”.`);
}
