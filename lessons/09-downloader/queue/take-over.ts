// Goes on with the part of an attempt whose worker is gone, or only seems to be: with a copy, since what is open to somebody else stays open to them.

import { constants } from "node:fs";
import { copyFile, mkdir, open, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { JournalState } from "#lesson/09-downloader/file/journal-state.ts";
import { lookAtPart } from "#lesson/09-downloader/file/part-file.ts";
import { countBytes } from "#lesson/09-downloader/http/byte-range.ts";
import { Journal } from "#solution/09-downloader/journal.ts";
import { mergeRanges } from "#solution/09-downloader/split.ts";

/** What a download is called in the folder of an attempt. */
export const wholeName = "file";
const partName = `${wholeName}.part`;
const journalName = `${wholeName}.part.json`;

/** What the journal in the folder of an attempt claims; undefined if there is none. */
export function readClaims(attempt: string): Promise<JournalState | undefined> {
  return Journal.read(join(attempt, journalName));
}

/**
 * Makes the folder `attempt`, with a copy of the part that claims most among the attempts in
 * `folder`; that one is removed.
 *
 * @returns false if there is none; then nothing is made
 */
export async function takeOver(folder: string, attempt: string): Promise<boolean> {
  const claims = await Promise.all(
    (await readdir(folder)).map(async (name) => {
      const from = join(folder, name);
      return { from, claimed: await readClaims(from) };
    }),
  );
  const [best] = claims.sort((a, b) => countClaimed(b.claimed) - countClaimed(a.claimed));
  if (!best?.claimed || countClaimed(best.claimed) === 0) return false;
  const { from, claimed } = best;
  await mkdir(attempt);
  try {
    await copyFile(join(from, partName), join(attempt, partName), constants.COPYFILE_FICLONE);
    // An attempt that begins anew removes the journal first: then we may have bytes of two versions.
    if (!isContinued(claimed, await readClaims(from))) throw new Error("it began anew meanwhile");
    await claim(attempt, claimed);
  } catch {
    await rm(attempt, { recursive: true, force: true });
    return false;
  }
  // Where it is still being written to, that goes on: into a file without a name.
  await rm(from, { recursive: true, force: true });
  return true;
}

/** Once the copy is on disk. */
async function claim(attempt: string, state: JournalState): Promise<void> {
  const part = await open(join(attempt, partName), "r+");
  try {
    const { id } = await lookAtPart(part);
    await new Journal({
      file: join(attempt, journalName),
      state: { ...state, part: id },
      sync: () => part.datasync(),
    }).save();
  } finally {
    await part.close();
  }
}

function countClaimed(state: JournalState | undefined): number {
  return countBytes(state?.ranges ?? []);
}

/** Whether `later` claims all that `earlier` claimed, of the same version. */
function isContinued(earlier: JournalState, later: JournalState | undefined): boolean {
  if (!later) return false;
  const isSame = withoutRanges(earlier) === withoutRanges(later);
  return (
    isSame && countBytes(mergeRanges([...earlier.ranges, ...later.ranges])) === countClaimed(later)
  );
}

function withoutRanges(state: JournalState): string {
  return JSON.stringify({ ...state, ranges: [] });
}
