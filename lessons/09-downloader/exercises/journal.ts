// Exercise `journal`: a file that says which bytes are on disk, and that never lies.

import { type Disk, realDisk } from "#lesson/09-downloader/disk.ts";
import { type JournalState, parseJournal } from "#lesson/09-downloader/file/journal-state.ts";
import { type ByteRange, countBytes } from "#lesson/09-downloader/http/byte-range.ts";
import { mergeRanges } from "#solution/09-downloader/split.ts";

export interface JournalOptions {
  file: string;
  /** What is claimed already. */
  state: JournalState;
  /** Resolves when every byte written before the call is on disk. */
  sync: () => Promise<void>;
  disk?: Disk;
}

export class Journal {
  readonly #options: JournalOptions;
  #ranges: readonly ByteRange[];

  constructor(options: JournalOptions) {
    this.#options = options;
    this.#ranges = mergeRanges(options.state.ranges);
  }

  /** Undefined if it is not there or not whole. */
  static async read(file: string, disk: Disk = realDisk): Promise<JournalState | undefined> {
    // TODO: anything may have happened to the file.
    return parseJournal(await disk.readFile(file, "utf8"));
  }

  /** What has been written, claimed or not. */
  get ranges(): readonly ByteRange[] {
    return this.#ranges;
  }

  get claimedBytes(): number {
    // TODO: what was added is not claimed yet.
    return countBytes(this.#ranges);
  }

  /** Call it when the bytes are written. */
  add(range: ByteRange): void {
    // TODO: one more, in order and joined.
  }

  /** Resolves when everything added before is claimed. Who comes during a save shares the next. */
  async save(): Promise<void> {
    // TODO: one save at a time; keep the claim, sync the bytes, then write the claim.
    // TODO: beside the journal and synced, then renamed, so that there is never half of one.
    const { file, state, disk = realDisk } = this.#options;
    const handle = await disk.open(file, "w");
    await handle.writeFile(JSON.stringify(state));
  }

  /** Forgets everything, on disk too. */
  async remove(): Promise<void> {
    // TODO: after the save that runs, and the one that waits.
  }
}
