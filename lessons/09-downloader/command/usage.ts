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
  /** A list of checksums: a file, or a URL. */
  checksumFile: string | undefined;
  isInfo: boolean;
  style: "bars" | "json" | "quiet";
  options: {
    file: string | undefined;
    folder: string;
    mirrors: string[];
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
  mirror: { type: "string", multiple: true },
  checksum: { type: "string" },
  "checksum-file": { type: "string" },
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
  const mirrors = values.mirror ?? [];
  if (mirrors.length > 0 && isMany) {
    throw new UsageError("Expected one URL with --mirror, which has the same file.");
  }
  const toOutput = values.output === "-";
  if (toOutput && mode.kind !== "here") {
    throw new UsageError("Expected no --output - with --queue.");
  }
  if (values.checksum !== undefined && isMany) {
    throw new UsageError("Expected one URL with --checksum, since it is of one file.");
  }
  if (values.checksum !== undefined && values["checksum-file"] !== undefined) {
    throw new UsageError("Expected --checksum or --checksum-file, got both.");
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
    checksumFile: values["checksum-file"],
    toOutput,
    isInfo: values.info ?? false,
    style: values.quiet ? "quiet" : values.json ? "json" : "bars",
    options: {
      file: toOutput ? undefined : readOutput(values.output, folder),
      folder,
      mirrors: mirrors.map((url) => checkUrl(url)),
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
    const [sentence = ""] = message.split(/\.\s/);
    // What begins with a dash may be the next option.
    const [, option] = /^Option '(-[\w-]+)' argument is ambiguous$/.exec(sentence) ?? [];
    if (option === undefined) throw new UsageError(`${sentence}.`);
    throw new UsageError(
      `Expected a value for ${option}, got “${words[words.indexOf(option) + 1]}”.`,
    );
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
