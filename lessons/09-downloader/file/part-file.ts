// `NAME.part` on disk: bytes at their places, and the final name only when all is verified.

import { constants } from "node:fs";
import type { FileHandle } from "node:fs/promises";
import { type Disk, realDisk } from "#lesson/09-downloader/disk.ts";
import { DownloadError, onDisk } from "#lesson/09-downloader/download-error.ts";
import { expectRoom } from "#lesson/09-downloader/file/target.ts";
import { limit } from "#solution/03-event-loop/limiter.ts";

/** What is there. */
export interface FoundPart {
  sizeBytes: number;
  /** Nothing that a server says can know it: the file has it from the file system, when it is made. */
  id: string;
}

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

  /** @throws DownloadError `disk` for what is no regular file */
  async look(): Promise<FoundPart> {
    return await onDisk(`look at ${this.name}`, () => lookAtPart(this.#handle));
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

  /** Where the file system keeps no such time, it has none: that is no reason to have no file. */
  async setTime(modified: Date): Promise<void> {
    await this.#handle.utimes(new Date(), modified).catch(() => {});
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
    if (!overwrite && (await this.#link(target))) {
      return await onDisk(`remove ${this.name}`, () => this.#disk.rm(this.name));
    }
    // What has come since we looked may be no file, or not to be replaced.
    await expectRoom(target, { overwrite, disk: this.#disk });
    await onDisk(`name ${target}`, () => this.#disk.rename(this.name, target));
  }

  /** A rename would replace what somebody put there; a link does not. False where there are none. */
  async #link(target: string): Promise<boolean> {
    try {
      await this.#disk.link(this.name, target);
      return true;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === "EEXIST") throw new DownloadError("refused", `${target} exists`);
      return false;
    }
  }
}

/**
 * Lets the part go if it is the target: a run that was killed right after it gave the file its name
 * has left it both. What is written into the one would be in the other at once.
 */
export async function separate(part: string, target: string, disk: Disk): Promise<void> {
  await onDisk(`look at ${part}`, async () => {
    const [one, other] = await Promise.all(
      [part, target].map((name) => disk.lstat(name, { bigint: true }).catch(ifThere)),
    );
    if (one && one.ino === other?.ino && one.dev === other.dev) await disk.rm(part);
  });
}

export async function lookAtPart(handle: FileHandle): Promise<FoundPart> {
  // `ino` may be too large for a number.
  const found = await handle.stat({ bigint: true });
  if (!found.isFile()) throw new Error("it is no regular file");
  return { sizeBytes: Number(found.size), id: String(found.ino) };
}

function dropBytes(pieces: readonly Buffer[], count: number): Buffer[] {
  let left = count;
  return pieces.flatMap((piece) => {
    const dropped = Math.min(left, piece.length);
    left -= dropped;
    return dropped < piece.length ? [piece.subarray(dropped)] : [];
  });
}

function ifThere(error: NodeJS.ErrnoException): undefined {
  if (error.code !== "ENOENT") throw error;
}
