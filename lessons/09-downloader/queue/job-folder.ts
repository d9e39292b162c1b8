// Where one attempt at a job writes: in a folder of its own, so that no two ever write the same file, and one result counts.

import { createHash, randomUUID } from "node:crypto";
import { link, lstat, mkdir, open, readdir, readFile, rename, rm, rmdir } from "node:fs/promises";
import { join } from "node:path";
import type { FileJob } from "#lesson/08-processes/jobs/batch-jobs.ts";
import { DownloadError, isFailure } from "#lesson/09-downloader/download-error.ts";
import { expectRegular } from "#lesson/09-downloader/file/target.ts";
import { readClaims, takeOver, wholeName } from "#lesson/09-downloader/queue/take-over.ts";

export interface JobFolderOptions extends FileJob {
  folder: string;
  /** The same at each attempt. */
  jobId: string;
  overwrite: boolean;
}

const workFolder = ".download-jobs";

/** What is known of a file that is complete. */
export interface Complete {
  sizeBytes: number;
  isVerified: boolean;
}

/** Says which attempt is the job's result. */
interface Mark extends Complete {
  attempt: string;
}

export class JobFolder {
  /** The final name. */
  readonly target: string;
  readonly #attempt = randomUUID();
  readonly #all: string;
  /** Of the job. */
  readonly #job: string;
  /** What a job left that was given back, or is dead: for the next one of the same file. */
  readonly #left: string;
  readonly #overwrite: boolean;

  constructor({ folder, jobId, url, file, overwrite }: JobFolderOptions) {
    this.target = join(folder, file);
    this.#all = join(folder, workFolder);
    this.#job = join(this.#all, jobId);
    const key = createHash("sha256")
      .update(JSON.stringify([url, file]))
      .digest("hex");
    this.#left = join(this.#all, key.slice(0, 32));
    this.#overwrite = overwrite;
  }

  /** Where to write. */
  get file(): string {
    return join(this.#place, wholeName);
  }

  get #place(): string {
    return join(this.#job, this.#attempt);
  }

  get #mark(): string {
    return join(this.#job, "done.json");
  }

  /**
   * Makes room for an attempt, with what the one before it has left.
   *
   * @returns the result if an earlier attempt was complete, whose worker died before it could say so
   * @throws DownloadError `refused` if something else has the final name
   */
  async begin({ resume }: { resume: boolean }): Promise<Complete | undefined> {
    const found = await lstat(this.target).catch(ifThere);
    if (this.#overwrite || found?.isDirectory()) expectRegular(this.target, found);
    // Looked for after the name: an attempt leaves its mark before it gives the name.
    const mark = await this.#readMark();
    if (mark) return await this.#settle(mark);
    if (found && !this.#overwrite) throw this.#refuse();
    await mkdir(this.#job, { recursive: true });
    if (resume && (await takeOver(this.#job, this.#place))) return undefined;
    if (resume) await move(this.#left, this.#place);
    await mkdir(this.#place, { recursive: true });
    return undefined;
  }

  /**
   * Gives the complete file its final name. Whichever attempt comes here first is the one that
   * counts, and any later one may do the rest for it.
   *
   * @returns what is known of the file that counts
   * @throws DownloadError `refused` if something else has taken the name
   */
  async finish(complete: Complete): Promise<Complete> {
    const own: Mark = { ...complete, attempt: this.#attempt };
    const draft = join(this.#place, "done.json");
    const handle = await open(draft, "w");
    try {
      await handle.writeFile(JSON.stringify(own));
      await handle.datasync();
    } finally {
      await handle.close();
    }
    // A link is made by one only; where there are no links, the last rename counts.
    await link(draft, this.#mark).catch(async (error: NodeJS.ErrnoException) => {
      if (error.code !== "EEXIST") await rename(draft, this.#mark);
    });
    return await this.#settle((await this.#readMark()) ?? own);
  }

  /** Ends an attempt that is not complete. What it has is kept if a journal claims it. */
  async leave(): Promise<void> {
    const isWorthIt = ((await readClaims(this.#place))?.ranges.length ?? 0) > 0;
    // Another batch may have left the same file there.
    if (isWorthIt) await move(this.#place, this.#left).catch(() => {});
    await remove(this.#place);
    await rmdir(this.#job).catch(() => {});
    await rmdir(this.#all).catch(() => {});
  }

  /** Removes all but the result. Call it when the queue knows that the job is done. */
  async remove(): Promise<void> {
    await remove(this.#job);
    await remove(this.#left);
    // Others may be at work beside us.
    await rmdir(this.#all).catch(() => {});
  }

  /** Keeps the best part of a job that is dead, for the next one of the same file. */
  async abandon(): Promise<void> {
    const names = (await readdir(this.#job).catch(ifThere)) ?? [];
    if (names.length > 0 && (await takeOver(this.#job, this.#place))) await this.leave();
    await remove(this.#job);
    await rmdir(this.#all).catch(() => {});
  }

  async #readMark(): Promise<Mark | undefined> {
    const text = await readFile(this.#mark, "utf8").catch(ifThere);
    if (text === undefined) return undefined;
    const mark: Mark = JSON.parse(text);
    return mark;
  }

  async #settle(mark: Mark): Promise<Complete> {
    try {
      await this.#giveName(mark);
      return mark;
    } catch (error) {
      // A result that cannot have its name is of no use to anybody.
      if (isFailure(error, "refused")) await remove(this.#job);
      throw error;
    }
  }

  /** Does nothing if it has been done: the attempt's file has been moved to its name. */
  async #giveName({ attempt }: Mark): Promise<void> {
    const whole = join(this.#job, attempt, wholeName);
    if (this.#overwrite) {
      expectRegular(this.target, await lstat(this.target).catch(ifThere));
      return await move(whole, this.target);
    }
    try {
      // A rename would replace what somebody put there since we looked; a link does not.
      await link(whole, this.target);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === "ENOENT") return;
      if (code === "EEXIST") {
        if (!(await areSame(whole, this.target))) throw this.#refuse();
      } else {
        if (await lstat(this.target).catch(ifThere)) throw this.#refuse();
        return await move(whole, this.target);
      }
    }
    await rm(whole, { force: true });
  }

  #refuse(): DownloadError {
    const hint = "choose another name, or replace it with --overwrite";
    return new DownloadError("refused", `${this.target} exists; ${hint}`);
  }
}

/** Removes what workers that were killed left of jobs that are over. */
export async function sweepJobs(
  folder: string,
  isOver: (jobId: string) => Promise<boolean>,
): Promise<void> {
  const all = join(folder, workFolder);
  for (const name of (await readdir(all).catch(ifThere)) ?? []) {
    // Without a dash it is no job's, but left for the next one of the same file.
    if (name.includes("-") && (await isOver(name))) await remove(join(all, name));
  }
  await rmdir(all).catch(() => {});
}

/** Does nothing if there is nothing to move. */
async function move(from: string, to: string): Promise<void> {
  await rename(from, to).catch(ifThere);
}

async function remove(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
}

/** Whether they are two names of one file. */
async function areSame(a: string, b: string): Promise<boolean> {
  const [one, other] = await Promise.all(
    [a, b].map((name) => lstat(name, { bigint: true }).catch(ifThere)),
  );
  // The first may have been removed meanwhile, when it had got its name.
  return !one || (one.ino === other?.ino && one.dev === other.dev);
}

function ifThere(error: NodeJS.ErrnoException): undefined {
  if (error.code !== "ENOENT") throw error;
}
