// `NAME.part` on disk: bytes at their places, and the final name only when all is verified.

import { constants } from "node:fs";
import type { FileHandle } from "node:fs/promises";
import { type Disk, realDisk } from "#lesson/09-downloader/disk.ts";
import { DownloadError, onDisk } from "#lesson/09-downloader/download-error.ts";
import { limit } from "#solution/03-event-loop/limiter.ts";

export class PartFile {
  readonly name: string;
  readonly #handle: FileHandle;
  readonly #disk: Disk;
  /** The system lets one write at a time into a file: whoever waits for it shall hold no thread. */
  readonly #inTurn = limit(1);

  private constructor(name: string, handle: FileHandle, disk: Disk) {
    this.name = name;
    this.#handle = handle;
    this.#disk = disk;
  }

  /** Opens it, new or as it was left. A symbolic link in its place is an error, not a way. */
  static async open(name: string, disk: Disk = realDisk): Promise<PartFile> {
    const flags = constants.O_RDWR | constants.O_CREAT | (constants.O_NOFOLLOW ?? 0);
    const handle = await onDisk(`open ${name}`, () => disk.open(name, flags, 0o644));
    return new PartFile(name, handle, disk);
  }

  async countBytes(): Promise<number> {
    const { size } = await onDisk(`look at ${this.name}`, () => this.#handle.stat());
    return size;
  }

  /** Writes all of the pieces, one after another from `offset` on. */
  async write(pieces: readonly Buffer[], offset: number): Promise<void> {
    let rest = pieces.filter(({ length }) => length > 0);
    let place = offset;
    while (rest.length > 0) {
      const { bytesWritten } = await onDisk(`write ${this.name}`, () =>
        this.#inTurn(() => this.#handle.writev(rest, place)),
      );
      if (bytesWritten === 0) throw new DownloadError("disk", `${this.name} takes no more bytes`);
      place += bytesWritten;
      rest = dropBytes(rest, bytesWritten);
    }
  }

  /** Resolves when everything written so far would survive a power cut. */
  async sync(): Promise<void> {
    await onDisk(`sync ${this.name}`, () => this.#handle.datasync());
  }

  async truncate(sizeBytes: number): Promise<void> {
    await onDisk(`cut ${this.name}`, () => this.#handle.truncate(sizeBytes));
  }

  /** May be called more than once. */
  async close(): Promise<void> {
    await this.#handle.close();
  }

  /**
   * Gives the file its final name.
   *
   * @throws DownloadError if that name is taken and not to be overwritten, whatever took it
   */
  async publish(target: string, { overwrite }: { overwrite: boolean }): Promise<void> {
    await this.close();
    if (overwrite)
      return await onDisk(`name ${target}`, () => this.#disk.rename(this.name, target));
    try {
      // A rename would replace what somebody put there since we looked; a link does not.
      await this.#disk.link(this.name, target);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === "EEXIST") throw new DownloadError("refused", `${target} exists`);
      // A file system without links.
      return await onDisk(`name ${target}`, () => this.#disk.rename(this.name, target));
    }
    await onDisk(`remove ${this.name}`, () => this.#disk.rm(this.name));
  }
}

function dropBytes(pieces: readonly Buffer[], count: number): Buffer[] {
  let left = count;
  return pieces.flatMap((piece) => {
    const dropped = Math.min(left, piece.length);
    left -= dropped;
    return dropped < piece.length ? [piece.subarray(dropped)] : [];
  });
}
