// The command line of the downloader: its options, and which of them go together.

import { parseArgs } from "node:util";
import { chooseProxies } from "#lesson/09-downloader/command/choose-proxies.ts";
import {
  checkRedisUrl,
  checkUrl,
  readChecksum,
  readCount,
  readHeaders,
  readOutput,
  readSize,
  UsageError,
} from "#lesson/09-downloader/command/read-option.ts";
import type { Checksum } from "#lesson/09-downloader/download-options.ts";
import type { Proxies } from "#lesson/09-downloader/http/proxies.ts";

export interface Command {
  mode: Mode;
  urls: string[];
  /** A file with a URL a line; `-` for standard input. */
  input: string | undefined;
  filesAtOnce: number;
  /** Whether the file is to go to standard output. */
  toOutput: boolean;
  /** Whether a file that is there already counts as done. */
  skipsExisting: boolean;
  bytesPerSecond: number;
  proxies: Proxies;
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
    ifNewer: boolean;
    keepsTime: boolean;
  };
}

/** Who downloads: this process; workers that get jobs from us; this process, jobs from others. */
export type Mode = { kind: "here" } | QueueMode | WorkerMode;

export interface QueueMode {
  kind: "queue";
  redisUrl: string;
  /** The batch to collect, which is enqueued already. */
  batch: string | undefined;
}

export interface WorkerMode {
  kind: "worker";
  redisUrl: string;
  /** A worker that is silent for so long has lost its jobs. */
  leaseMs: number;
}

const form = "Usage: npm start -- download URL… [options]";

/** After a mistake, whose sentence a screen full of options would push out of sight. */
export const shortUsage = `${form}\n\nAll options: npm start -- download --help`;

export const usage = `${form}

  -o, --output FILE     write to FILE; by default, a name from the server;
                        - for standard output, by one connection
  -d, --dir DIR         write into DIR
  -c, --connections N   connections per file (8)
  -j, --jobs N          files at once (4)
      --chunk SIZE      largest range asked for at once, such as 4M;
                        by default, by the file's size
      --input FILE      a URL a line; - for standard input; # begins a comment
      --skip-existing   a file that is there counts as done, unless its length
                        is another than the server's
      --header 'K: V'   send this header; may come again
      --user-agent TEXT
      --proxy URL       by default, as http_proxy, https_proxy and no_proxy say;
                        none for no proxy at all
      --timeout S       how long a server may be silent (30)
      --retries N       attempts in a row that get nowhere (5)
      --checksum sha256:HEX
      --limit-rate SIZE bytes a second, all files together
      --no-resume       start again, whatever is there
      --unsafe-resume   continue even if nothing shows that it is the same file
      --overwrite       replace a file that is there; never a link or a device
      --if-newer        replace a file that is there only if the server's is
                        newer, or of another length
      --no-mtime        leave the file the time at which it was downloaded; by
                        default, it gets that of the server's last change
      --info            say what the server says, and download nothing
      --json            an event a line
      --quiet           say nothing but errors

By workers, on this machine and others, around a Redis:

      --queue redis://HOST:PORT URL…   enqueue a batch, and wait for it
      --queue redis://HOST:PORT --collect BATCH   wait for one that is there
      --worker redis://HOST:PORT       fetch what is enqueued

  A worker takes -d, a folder that all workers share, -c, -j, --proxy,
  --limit-rate and --lease S: so long after a worker was last heard of,
  others take its jobs (30). Control-C gives them back at once, and exits
  with 0. All other options but --info go with --queue, and travel with the
  jobs. Names come from the URLs then. What you give in --header, or as
  a login in a URL, is in Redis until the job is done.

Exit codes: 0 complete; 1 failed; 2 usage; 3 wrong checksum; 4 changed on the
server; 5 disk full or not writable; 6 another process downloads the same file;
130 interrupted, and the next run continues.`;

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
  "if-newer": { type: "boolean" },
  "no-mtime": { type: "boolean" },
  info: { type: "boolean" },
  json: { type: "boolean" },
  quiet: { type: "boolean" },
  queue: { type: "string" },
  collect: { type: "string" },
  worker: { type: "string" },
  lease: { type: "string" },
  help: { type: "boolean", short: "h" },
} as const;

const ofJobs = [
  ...["output", "chunk", "input", "header", "user-agent", "timeout", "retries", "checksum"],
  ...["no-resume", "unsafe-resume", "overwrite", "no-mtime"],
];
const ofWorkers = ["lease", "dir", "connections", "jobs", "proxy"];
const ofAll = ["limit-rate", "json", "quiet"];

/** Undefined if help is wanted. Throws UsageError. */
export function parseCommand(words: readonly string[]): Command | undefined {
  const { values, positionals } = parse(words);
  if (values.help) return undefined;
  const urls = positionals.map((url) => checkUrl(url));
  const mode = chooseMode(values);
  const folder = values.dir ?? ".";
  if (folder === "") throw new UsageError("Expected a folder for --dir, got “”.");
  const needsUrls = mode.kind === "here" || (mode.kind === "queue" && mode.batch === undefined);
  if (needsUrls && urls.length === 0 && values.input === undefined) {
    throw new UsageError("Expected a URL.");
  }
  if (!needsUrls && urls.length > 0) {
    throw new UsageError(
      `Expected no URL with --${mode.kind === "worker" ? "worker" : "collect"}.`,
    );
  }
  const isMany = urls.length > 1 || values.input !== undefined;
  if (values.output !== undefined && isMany) {
    throw new UsageError("Expected one URL with --output; for several, there is --dir.");
  }
  const toOutput = values.output === "-";
  if (toOutput && mode.kind !== "here") {
    throw new UsageError("Expected no --output - with --queue.");
  }
  if (values.checksum !== undefined && isMany) {
    throw new UsageError("Expected one URL with --checksum, since it is of one file.");
  }
  const [one, other] = ["skip-existing", "overwrite", "if-newer"].filter((name) =>
    Object.keys(values).includes(name),
  );
  if (other !== undefined) throw new UsageError(`Expected --${one} or --${other}, got both.`);
  return {
    mode,
    urls,
    input: values.input,
    skipsExisting: values["skip-existing"] ?? false,
    filesAtOnce: readCount("--jobs", values.jobs ?? "4", 1),
    bytesPerSecond: readSize("--limit-rate", values["limit-rate"]) ?? Number.POSITIVE_INFINITY,
    // Who only enqueues asks no server.
    proxies: mode.kind === "queue" ? { exempt: [] } : chooseProxies(values.proxy, process.env),
    toOutput,
    isInfo: values.info ?? false,
    style: values.quiet ? "quiet" : values.json ? "json" : "bars",
    options: {
      file: toOutput ? undefined : readOutput(values.output, folder),
      folder,
      connections: readCount("--connections", values.connections ?? "8", 1),
      chunkBytes: readSize("--chunk", values.chunk),
      headers: readHeaders(values.header ?? [], values["user-agent"]),
      timeoutMs: readCount("--timeout", values.timeout ?? "30", 1) * 1_000,
      retries: readCount("--retries", values.retries ?? "5", 0),
      checksum: readChecksum(values.checksum),
      resume: !values["no-resume"],
      unsafeResume: values["unsafe-resume"] ?? false,
      overwrite: values.overwrite ?? values["if-newer"] ?? false,
      ifNewer: values["if-newer"] ?? false,
      keepsTime: !values["no-mtime"],
    },
  };
}

function parse(words: readonly string[]) {
  try {
    return parseArgs({ args: [...words], options, allowPositionals: true });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${message.split(". ")[0]}.`);
  }
}

function chooseMode(values: ReturnType<typeof parse>["values"]): Mode {
  const { queue, collect, worker } = values;
  if (worker !== undefined) {
    expectOnly("worker", ["worker", ...ofWorkers, ...ofAll]);
    const leaseMs = readCount("--lease", values.lease ?? "30", 1) * 1_000;
    return { kind: "worker", redisUrl: checkRedisUrl("--worker", worker), leaseMs };
  }
  if (queue !== undefined) {
    if (collect === undefined) expectOnly("queue", ["queue", ...ofJobs, ...ofAll]);
    else expectOnly("collect", ["queue", "collect", "json", "quiet"]);
    return { kind: "queue", redisUrl: checkRedisUrl("--queue", queue), batch: collect };
  }
  if (collect !== undefined) throw new UsageError("Expected --queue with --collect.");
  if (values.lease !== undefined) throw new UsageError("Expected --worker with --lease.");
  return { kind: "here" };

  function expectOnly(option: string, names: readonly string[]): void {
    const other = Object.keys(values).find((name) => !names.includes(name));
    if (other !== undefined) throw new UsageError(`Expected no --${other} with --${option}.`);
  }
}
