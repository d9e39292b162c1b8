// A file on its way to where bytes go in order, such as a pipe: what has been written cannot be taken back.

import { createHash, type Hash } from "node:crypto";
import { DownloadError } from "#lesson/09-downloader/download-error.ts";
import type { ByteSink, DownloadSettings } from "#lesson/09-downloader/download-options.ts";
import type { HalfDone, HalfDoneOptions } from "#lesson/09-downloader/file/half-done-contract.ts";
import type { ByteRange } from "#lesson/09-downloader/http/byte-range.ts";
import { giveBack } from "#lesson/09-downloader/http/read-buffers.ts";

/** By one connection, since each byte comes after the one before it. */
export class InOrder implements HalfDone {
  readonly #sink: ByteSink;
  readonly #settings: DownloadSettings;
  readonly #hash: Hash | undefined;

  /** @throws DownloadError where an earlier attempt has written: `changed` if it was of another version */
  constructor(sink: ByteSink, { resource, settings }: HalfDoneOptions) {
    if (sink.writtenBytes > 0) throw refuse(sink, resource.acceptsRanges ? "changed" : "refused");
    this.#sink = sink;
    this.#settings = settings;
    this.#hash = settings.checksum && createHash(settings.checksum.algorithm);
  }

  get ranges(): readonly ByteRange[] {
    const { writtenBytes } = this.#sink;
    return writtenBytes > 0 ? [{ start: 0, end: writtenBytes }] : [];
  }

  async write(buffers: readonly Buffer[]): Promise<number> {
    const { onEvent, takeBytes, signal } = this.#settings;
    const length = buffers.reduce((sum, buffer) => sum + buffer.length, 0);
    await takeBytes(length, signal);
    await this.#sink.write(buffers);
    for (const buffer of buffers) this.#hash?.update(buffer);
    giveBack(buffers);
    const doneBytes = this.#sink.writtenBytes;
    onEvent({ type: "bytes", writtenBytes: length, doneBytes });
    return doneBytes;
  }

  async discard(): Promise<void> {
    if (this.#sink.writtenBytes > 0) throw refuse(this.#sink, "refused");
  }

  async finish(): Promise<number> {
    const { checksum } = this.#settings;
    const hex = this.#hash?.digest("hex");
    if (checksum && hex !== checksum.hex) {
      const message = `expected the ${checksum.algorithm} ${checksum.hex}, got ${hex}`;
      throw new DownloadError("checksum", message);
    }
    return this.#sink.writtenBytes;
  }

  // There is no next run.
  async save(): Promise<void> {}
  async forget(): Promise<void> {}
  async close(): Promise<void> {}
}

function refuse({ name, writtenBytes }: ByteSink, kind: "changed" | "refused"): DownloadError {
  const what = `${writtenBytes} bytes have gone to ${name}, and cannot be taken back`;
  return new DownloadError(kind, `the file would have to begin anew: ${what}`);
}
