// When bytes of an earlier run may be kept: only if something shows that they are of the same file.

import type { JournalState } from "#lesson/09-downloader/file/journal-state.ts";
import type { FoundPart } from "#lesson/09-downloader/file/part-file.ts";
import { areDifferent, chooseIfRange } from "#lesson/09-downloader/http/validators.ts";
import type { Resource } from "#solution/09-downloader/probe.ts";

export interface ResumeQuestion {
  /** What the earlier run left. */
  old: JournalState | undefined;
  /** Its `.part`. The size alone proves nothing. */
  part: FoundPart;
  url: string;
  resource: Resource;
  resume: boolean;
  unsafeResume: boolean;
  checksum: unknown;
}

/** Undefined if the bytes that `old` claims are there, and are those of this very file. */
export function findReasonNotToResume(question: ResumeQuestion): string | undefined {
  const { old, part, url, resource, resume, unsafeResume, checksum } = question;
  if (!old) return "there is no journal";
  if (!resume) return "it is not to be continued";
  if (old.url !== url) return "what is there is of another URL";
  if (old.part !== part.id && !unsafeResume)
    return "the journal is not of the bytes that are there";
  if ((old.ranges.at(-1)?.end ?? 0) > part.sizeBytes)
    return "bytes that the journal claims are gone";
  if (!resource.acceptsRanges) return "the server sends no parts of the file";
  if (old.sizeBytes !== resource.sizeBytes || areDifferent(old, resource)) {
    return "the file has changed on the server";
  }
  const known = chooseIfRange(old);
  const isSame = known !== undefined && known === chooseIfRange(resource);
  // A checksum will tell in the end.
  if (isSame || unsafeResume || checksum) return undefined;
  return "nothing shows that it is the same file";
}
