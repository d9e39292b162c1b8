// How a file is to be downloaded, and what is told while it is.

import type { Dispatcher } from "undici";
import { type Clock, realClock } from "#lesson/09-downloader/clock.ts";
import { type Disk, realDisk } from "#lesson/09-downloader/disk.ts";
import type { Validators } from "#lesson/09-downloader/http/validators.ts";
import type { TakeBytes } from "#lesson/09-downloader/rate-limit.ts";

export interface Checksum {
  /** As Node's `createHash` knows it, such as `sha256`. */
  algorithm: string;
  /** Hexadecimal digits in lower case. */
  hex: string;
}

/** Names in lower case: undici would send two `Range` headers if ours were written otherwise. */
export type RequestHeaders = Readonly<Record<string, string>>;

/** All that `probe` has found; what reports need of it. */
export interface FoundResource extends Validators {
  sizeBytes: number | undefined;
  acceptsRanges: boolean;
}

/** Sent while a download runs, in order. */
export type DownloadEvent =
  | { type: "found"; file: string; resource: FoundResource; haveBytes: number }
  | { type: "connections"; active: number }
  | { type: "bytes"; writtenBytes: number; doneBytes: number }
  | { type: "note"; reason: string }
  | { type: "restart"; reason: string }
  | { type: "unverified"; reason: string };

/** Takes bytes in order. */
export interface ByteSink {
  readonly name: string;
  readonly writtenBytes: number;
  /** Resolves when it has taken them all. Throws DownloadError `disk`. */
  write(pieces: readonly Buffer[]): Promise<void>;
}

export interface DownloadOptions {
  /** Where to write; by default a name from the server, in `folder`. */
  file?: string | undefined;
  /** Where else to write, in order: there is no file then, and only one connection can be of use. */
  output?: ByteSink | undefined;
  folder?: string;
  /** A safe name for where the server gives none; by default the last part of the URL. */
  urlName?: string | undefined;
  /** Files of earlier downloads, which none may overwrite; this one's joins them when it is done. */
  named?: Set<string> | undefined;
  /** URLs of the same file elsewhere. */
  mirrors?: readonly string[];
  /** Connections for this file, to all its servers together. */
  connections?: number;
  /** Largest range to ask for at once; by default by the size of the file. */
  chunkBytes?: number | undefined;
  headers?: RequestHeaders;
  /** How long a server may be silent. */
  timeoutMs?: number;
  /** Attempts in a row that get nowhere before we give up. */
  retries?: number;
  checksum?: Checksum | undefined;
  /** Where it is told by the file's name: of the first that it knows of these, which the file may have. */
  findChecksum?: ((names: readonly string[]) => Checksum) | undefined;
  /** Continue what an earlier run began. */
  resume?: boolean;
  /** Continue even if nothing shows that it is the same file. */
  unsafeResume?: boolean;
  overwrite?: boolean;
  /** Replace only what is older than the server's, or of another length. */
  ifNewer?: boolean;
  /** Give the file the time at which the server's was changed. */
  keepsTime?: boolean;
  signal?: AbortSignal;
  onEvent?: (event: DownloadEvent) => void;
  /** Called before each wait for another attempt. */
  onRetry?: (error: unknown, waitMs: number) => void;
  /** Called before bytes are written; it may take its time. */
  takeBytes?: TakeBytes;
  dispatcher?: Dispatcher;
  clock?: Clock;
  random?: () => number;
  disk?: Disk;
}

export type DownloadSettings = Required<Omit<DownloadOptions, "dispatcher">>;

export const defaultSettings: DownloadSettings = {
  file: undefined,
  output: undefined,
  folder: ".",
  urlName: undefined,
  named: undefined,
  mirrors: [],
  connections: 8,
  chunkBytes: undefined,
  headers: {},
  timeoutMs: 30_000,
  retries: 5,
  checksum: undefined,
  findChecksum: undefined,
  resume: true,
  unsafeResume: false,
  overwrite: false,
  ifNewer: false,
  keepsTime: true,
  signal: new AbortController().signal,
  onEvent: () => {},
  onRetry: () => {},
  takeBytes: async () => {},
  clock: realClock,
  random: Math.random,
  disk: realDisk,
};

/** What is there in the end. */
export interface Downloaded {
  file: string;
  sizeBytes: number;
  /**
   * Whether a length or a checksum was known and has been compared, and something showed that all is
   * of one version.
   */
  isVerified: boolean;
}
