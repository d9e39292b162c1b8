// The language in which a scenario is written: what a server does wrong, and what must come of it.

import type { FailureKind } from "#lesson/09-downloader/download-error.ts";

/** What is wrong with one reply. Whatever is absent is as an honest server would have it. */
export interface Lie {
  /** Another status, with a short page in place of the file. */
  status?: number;
  /** Headers to set; null takes one away. `{other}` is this server under another port. */
  headers?: Record<string, string | null>;
  /** Which version of the file; 1 at first. */
  version?: number;
  /** A part with another status than 206. */
  partStatus?: number;
  /** 200 and all of the file. */
  ignoreRange?: boolean;
  /** A part even if `If-Range` asks for another version. */
  ignoreIfRange?: boolean;
  /** The part begins this many bytes later than asked, and says so. */
  shiftBytes?: number;
  /** This many bytes more than asked for follow. */
  extraBytes?: number;
  /** A part of at most this many bytes, and it says so. */
  atMostBytes?: number;
  /** What `Content-Range` gives as the size of the file. */
  total?: number | "*";
  /** Every bit of the body is the other one. */
  flip?: boolean;
  gzip?: boolean;
  multipart?: boolean;
  /** How the end of the body is told: by its length (the default), in chunks, by the end of all. */
  framing?: "length" | "chunked" | "close";
  /** The connection ends after this many bytes of the body; before its headers, if -1. */
  cut?: { afterBytes: number; by: "fin" | "rst" };
  /** Nothing more comes after this many bytes of the body; no headers either, if -1. */
  stallAfterBytes?: number;
}

/** The lie is told to every request that fits. Later rules overrule earlier ones. */
export interface Rule extends Lie {
  method?: "GET" | "HEAD";
  /** Only requests that come to the first port, not to the other one. */
  isHere?: true;
  /** Only requests for a range that begins here. */
  from?: number;
  /** Only this many of the requests that fit … */
  times?: number;
  /** … once this many were answered honestly. */
  skip?: number;
}

/** How the versions of the file are marked. */
export type VersionMarks = "strong" | "weak" | "date" | "young date" | "none";

export interface FaultScript {
  /** Of the first version. */
  sizeBytes: number;
  /** Of the second version and later ones, if it is another. */
  laterSizeBytes?: number;
  /** Default: strong. */
  marks?: VersionMarks;
  rules?: readonly Rule[];
  /** At most `atOnce` parts at the same time; more get 429. Their bodies begin when `refuseFirst` were refused. */
  busy?: { atOnce: number; refuseFirst: number; headers?: Record<string, string> };
  /** Per connection. */
  bytesPerSecond?: number;
  /** Bodies come in pieces of so many bytes, with time to write each down before the next. */
  pieceBytes?: number | undefined;
  /** Before each reply. */
  latencyMs?: number;
}

/** What an earlier run left, or somebody else. */
export interface Before {
  /** These bytes of version 1 are in `NAME.part`. */
  ranges?: readonly (readonly [start: number, end: number])[];
  /** The journal of that run, changed like this; or this text; or nothing at all. */
  journal?:
    | { url?: string; part?: string; ranges?: readonly (readonly [number, number])[] }
    | string
    | null;
  /** What is under the final name. */
  target?: "file" | "link";
}

/** How the download is called; the rest is as by default. */
export interface DownloadCall {
  connections?: number;
  chunkBytes?: number;
  retries?: number;
  unsafeResume?: boolean;
  overwrite?: boolean;
  headers?: Record<string, string>;
  /** The checksum of this version. */
  checksumOf?: number;
  /** Let the server choose the name. */
  namedByServer?: boolean;
}

export interface Expectation {
  exit: 0 | 1 | 3 | 4 | 5;
  /** Which version is there under the final name, and how much of it. */
  file: 1 | 2 | "none" | "untouched" | { version: 1; bytes: number };
  /** Default: file.bin. */
  name?: string;
  /** How many requests the server gets. */
  requests?: number | { atMost: number };
  /** How many bytes of the file the server sends in all. */
  sentBytes?: number;
  /** The waits between two requests, in milliseconds, where there is one. */
  waitsMs?: readonly number[];
  /** Bytes that the journal must claim when the download has failed. */
  keepsBytes?: number;
  /** The kind of error that it ends with, where the exit code leaves several. */
  kind?: FailureKind;
  /** What it must have told of, in whatever words. */
  tells?: "restart" | "unverified";
  /** No request, or every request for a part, has this header. */
  ifRange?: "never" | "always";
}

export interface FaultScenario extends FaultScript {
  name: string;
  /** Its number in the lesson's list. */
  fault: number;
  /** What the server does. */
  server: string;
  /** What must happen. */
  must: string;
  call?: DownloadCall;
  before?: Before;
  /** The disk takes this many bytes; or only a part of each write. */
  disk?: { fullAfterBytes?: number; shortWrites?: boolean };
  /** When this many bytes have come, the server is silent: time passes. */
  silentAtBytes?: number;
  expect: Expectation;
}
