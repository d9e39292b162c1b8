// What a download says to a shell.

import { DownloadError, type FailureKind } from "#lesson/09-downloader/download-error.ts";

export const exitCodes = { ok: 0, failed: 1, usage: 2, interrupted: 130 } as const;

const ofKind: Record<FailureKind, 1 | 3 | 4 | 5 | 6> = {
  transient: 1,
  busy: 1,
  refused: 1,
  "no-ranges": 1,
  checksum: 3,
  changed: 4,
  disk: 5,
  "in-use": 6,
};

/** Of what `download` threw. */
export function toExitCode(error: unknown): 1 | 3 | 4 | 5 | 6 {
  return error instanceof DownloadError ? ofKind[error.kind] : exitCodes.failed;
}
