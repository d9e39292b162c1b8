// What those who fetch need of a file that is on its way, wherever it goes.

import type { DownloadSettings } from "#lesson/09-downloader/download-options.ts";
import type { ByteRange } from "#lesson/09-downloader/http/byte-range.ts";
import type { Resource } from "#solution/09-downloader/probe.ts";

export interface HalfDoneOptions {
  /** As it was asked for, before redirects; its login is not written down. */
  url: string;
  /** The final name. */
  target: string;
  resource: Resource;
  settings: DownloadSettings;
}

export interface HalfDone {
  /** What is there, in order. */
  readonly ranges: readonly ByteRange[];
  /**
   * Writes the buffers, one after another from `offset` on, and returns where they end. First it
   * waits until the journal lacks less than `unclaimedBytes`, these ones included. Once it has
   * resolved, the buffers are given back: connections read into them again.
   */
  write(buffers: readonly Buffer[], offset: number, unclaimedBytes?: number): Promise<number>;
  /** Claims what is there, for the next run. */
  save(): Promise<void>;
  /** Claims nothing any more. */
  forget(): Promise<void>;
  /** Throws away what is there: it is not of this file, or cannot be continued. */
  discard(): Promise<void>;
  /**
   * Verifies the file, gives it its name, and returns its size.
   *
   * @throws DownloadError `checksum`, `disk`
   */
  finish(): Promise<number>;
  /** Ends what works for it; what is there stays. */
  close(): Promise<void>;
}
