// Exercise `journal`: a file that says which bytes are on disk, and that never lies.

import { constants } from "node:fs";
import { type Disk, realDisk } from "#lesson/09-downloader/disk.ts";
import { onDisk } from "#lesson/09-downloader/download-error.ts";
import { type JournalState, parseJournal } from "#lesson/09-downloader/file/journal-state.ts";
import { type ByteRange, countBytes } from "#lesson/09-downloader/http/byte-range.ts";
import { mergeRanges } from "#solution/09-downloader/split.ts";

export interface JournalOptions {
  /** Name of the file. */
  file: string;
  /** What is claimed already. */
  state: JournalState;
  /** Resolves when every byte written before the call is on disk. */
  sync: () => Promise<void>;
  disk?: Disk;
}

export class Journal {
  readonly #file: string;
  readonly #sync: () => Promise<void>;
  readonly #disk: Disk;
  #state: JournalState;
  #claimedBytes: number;
  #running: Promise<void> = Promise.resolve();
  #next: Promise<void> | undefined;

  constructor({ file, state, sync, disk = realDisk }: JournalOptions) {
    this.#file = file;
    this.#state = { ...state, ranges: mergeRanges(state.ranges) };
    this.#claimedBytes = countBytes(this.#state.ranges);
    this.#sync = sync;
    this.#disk = disk;
  }

  /** What is in the file; undefined if it is not there or not whole, whatever it is. */
  static async read(file: string, disk: Disk = realDisk): Promise<JournalState | undefined> {
    try {
      return parseJournal(await disk.readFile(file, "utf8"));
    } catch {
      return undefined;
    }
  }

  /** What has been written, claimed or not: in order, without overlaps. */
  get ranges(): readonly ByteRange[] {
    return this.#state.ranges;
  }

  /** How many bytes the file claims. */
  get claimedBytes(): number {
    return this.#claimedBytes;
  }

  /** Call it when the bytes are written: not before, and not when they have only been received. */
  add(range: ByteRange): void {
    this.#state = { ...this.#state, ranges: mergeRanges([...this.#state.ranges, range]) };
  }

  /**
   * Resolves when everything added before the call is claimed. One save at a time; whoever comes
   * while it runs is served by the next one, all together.
   *
   * @throws DownloadError `disk`
   */
  save(): Promise<void> {
    this.#next ??= this.#running
      .catch(() => {})
      .then(() => {
        this.#next = undefined;
        this.#running = this.#write();
        return this.#running;
      });
    return this.#next;
  }

  /** Forgets everything, on disk too. */
  async remove(): Promise<void> {
    // A save that waits for its turn, too: it would bring back what is forgotten.
    await (this.#next ?? this.#running).catch(() => {});
    this.#state = { ...this.#state, ranges: [] };
    this.#claimedBytes = 0;
    await onDisk(`remove ${this.#file}`, () => this.#disk.rm(this.#file, { force: true }));
  }

  async #write(): Promise<void> {
    // What is added from here on may not be on disk when the sync ends.
    const claim = JSON.stringify(this.#state);
    const claimedBytes = countBytes(this.ranges);
    await this.#sync();
    await onDisk(`write ${this.#file}`, async () => {
      // Beside it, and renamed: a reader finds the old journal or the new one, never half of one.
      const temporary = `${this.#file}.tmp`;
      const { O_CREAT, O_TRUNC, O_WRONLY, O_NOFOLLOW = 0 } = constants;
      const flags = O_CREAT | O_TRUNC | O_WRONLY | O_NOFOLLOW;
      const handle = await this.#disk.open(temporary, flags, 0o644);
      try {
        await handle.writeFile(claim);
        await handle.datasync();
      } finally {
        await handle.close();
      }
      await this.#disk.rename(temporary, this.#file);
    });
    this.#claimedBytes = claimedBytes;
  }
}
