// A file that is on its way to disk: its bytes so far, its journal, and the thread that hashes behind.

import { DownloadError } from "#lesson/09-downloader/download-error.ts";
import type { HalfDone, HalfDoneOptions } from "#lesson/09-downloader/file/half-done-contract.ts";
import { HashThread } from "#lesson/09-downloader/file/hash-thread.ts";
import { journalOf, partOf } from "#lesson/09-downloader/file/own-names.ts";
import { PartFile, separate } from "#lesson/09-downloader/file/part-file.ts";
import { findReasonNotToResume } from "#lesson/09-downloader/file/resume.ts";
import { type ByteRange, countBytes } from "#lesson/09-downloader/http/byte-range.ts";
import { withoutLogin } from "#lesson/09-downloader/http/login.ts";
import { giveBack } from "#lesson/09-downloader/http/read-buffers.ts";
import { limit } from "#solution/03-event-loop/limiter.ts";
import { Journal } from "#solution/09-downloader/journal.ts";

/** However slowly bytes come, they are claimed after so long; often, so that little is left to sync at the end. */
const saveEveryMs = 250;

export class OnDisk implements HalfDone {
  readonly #part: PartFile;
  readonly #journal: Journal;
  readonly #options: HalfDoneOptions;
  #hash: HashThread | undefined;
  /** Being written right now. */
  #inFlightBytes = 0;
  #saving: Promise<void> | undefined;
  #savedAtMs: number;
  /** One waits for the speed limit, and all others for their turn, which an abort gives them at once. */
  readonly #inTurn = limit(1);

  private constructor(part: PartFile, journal: Journal, options: HalfDoneOptions) {
    this.#part = part;
    this.#journal = journal;
    this.#options = options;
    this.#savedAtMs = options.settings.clock.now();
  }

  static async open(options: HalfDoneOptions): Promise<OnDisk> {
    const { target, resource, settings } = options;
    const url = withoutLogin(options.url);
    const { disk, onEvent } = settings;
    await separate(partOf(target), target, disk);
    const part = await PartFile.open(partOf(target), disk);
    try {
      const file = journalOf(target);
      const { etag, lastModified, date, sizeBytes } = resource;
      const found = await part.look();
      const about = {
        version: 1,
        url,
        part: found.id,
        etag,
        lastModified,
        date,
        sizeBytes,
      } as const;
      const old = await Journal.read(file, disk);
      const reason = findReasonNotToResume({ old, part: found, url, resource, ...settings });
      const state = { ...about, ranges: reason === undefined && old ? old.ranges : [] };
      const half = new OnDisk(
        part,
        new Journal({ file, state, sync: () => part.sync(), disk }),
        options,
      );
      if (reason !== undefined) {
        if (old && countBytes(old.ranges) > 0) onEvent({ type: "restart", reason });
        await half.discard();
      }
      return half;
    } catch (error) {
      await part.close();
      throw error;
    }
  }

  get ranges(): readonly ByteRange[] {
    return this.#journal.ranges;
  }

  async write(
    buffers: readonly Buffer[],
    offset: number,
    unclaimedBytes = Number.POSITIVE_INFINITY,
  ): Promise<number> {
    const { onEvent, takeBytes, signal } = this.#options.settings;
    const length = buffers.reduce((sum, buffer) => sum + buffer.length, 0);
    await this.#inTurn(() => takeBytes(length, signal));
    // Begun in good time, so that nobody waits unless the disk is slower than the network.
    const isResumable = unclaimedBytes < Number.POSITIVE_INFINITY;
    const isMuch = this.#unclaimedBytes + length > unclaimedBytes / 4;
    if (isMuch || (isResumable && this.#isTimeToSave())) this.#saveBehind();
    while (this.#unclaimedBytes > 0 && this.#unclaimedBytes + length >= unclaimedBytes) {
      await this.#journal.save();
    }
    this.#inFlightBytes += length;
    try {
      await this.#part.write(buffers, offset);
      giveBack(buffers);
      this.#journal.add({ start: offset, end: offset + length });
    } finally {
      this.#inFlightBytes -= length;
    }
    this.#advanceHash();
    onEvent({ type: "bytes", writtenBytes: length, doneBytes: countBytes(this.ranges) });
    return offset + length;
  }

  async save(): Promise<void> {
    await this.#journal.save();
  }

  async forget(): Promise<void> {
    await this.#journal.remove();
  }

  async discard(): Promise<void> {
    await this.#hash?.giveUp();
    this.#hash = undefined;
    await this.#journal.remove();
    await this.#part.truncate(0);
  }

  async finish(): Promise<number> {
    const { target, settings, resource } = this.#options;
    const sizeBytes = countBytes(this.ranges);
    await this.#verify(sizeBytes);
    const modifiedMs = Date.parse(resource.lastModified ?? "");
    if (settings.keepsTime && modifiedMs > 0) await this.#part.setTime(new Date(modifiedMs));
    await this.#part.sync();
    await this.#part.publish(target, settings);
    await this.#journal.remove();
    return sizeBytes;
  }

  async close(): Promise<void> {
    await this.#hash?.giveUp();
    await this.#part.close();
  }

  /** What might be on disk, and be fetched again if we ended now. */
  get #unclaimedBytes(): number {
    return countBytes(this.ranges) + this.#inFlightBytes - this.#journal.claimedBytes;
  }

  #isTimeToSave(): boolean {
    return this.#options.settings.clock.now() - this.#savedAtMs >= saveEveryMs;
  }

  #saveBehind(): void {
    if (this.#saving) return;
    this.#savedAtMs = this.#options.settings.clock.now();
    this.#saving = this.#journal
      .save()
      // Whoever has to wait for a save hears of it.
      .catch(() => {})
      .finally(() => {
        this.#saving = undefined;
      });
  }

  async #verify(sizeBytes: number): Promise<void> {
    const { checksum } = this.#options.settings;
    if (!checksum) return;
    this.#hash ??= new HashThread(this.#part.name, checksum.algorithm, sizeBytes);
    this.#hash.advance(sizeBytes);
    const hex = await this.#hash.join();
    this.#hash = undefined;
    if (hex === checksum.hex) return;
    const message = `expected the ${checksum.algorithm} ${checksum.hex}, got ${hex}`;
    throw new DownloadError("checksum", message);
  }

  #advanceHash(): void {
    const { resource, settings } = this.#options;
    const first = this.ranges[0];
    if (!settings.checksum || resource.sizeBytes === undefined || first?.start !== 0) return;
    // One stream may begin again, and its bytes change under the reader: later, then.
    if (!resource.acceptsRanges) return;
    const { algorithm } = settings.checksum;
    this.#hash ??= new HashThread(this.#part.name, algorithm, resource.sizeBytes);
    this.#hash.advance(first.end);
  }
}
