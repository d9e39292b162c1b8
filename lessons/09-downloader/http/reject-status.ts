// Which status means what, where the file was expected: wait, go on, or give up.

import { DownloadError } from "#lesson/09-downloader/download-error.ts";
import type { Reply } from "#lesson/09-downloader/http/http-client.ts";
import { parseRetryAfter } from "#lesson/09-downloader/http/retry-after.ts";

/** The server may say so today and not tomorrow, or not in a minute. */
const transient = [408, 425, 500, 502, 504];
const busy = [429, 503];

/** The error for a reply that is not the file. */
export function rejectStatus({ status, headers, url, atMs }: Omit<Reply, "body">): DownloadError {
  const message = `status ${status} from ${url}`;
  if (busy.includes(status)) {
    // By its own clock, if it says what that shows: it may be wrong, and the wait is right all the same.
    const nowMs = Date.parse(headers.date ?? "") || atMs;
    const retryAfterMs = parseRetryAfter(headers["retry-after"], nowMs);
    return new DownloadError("busy", message, { retryAfterMs });
  }
  if (status === 407)
    return new DownloadError("refused", "the proxy asks for a login (status 407)");
  return new DownloadError(transient.includes(status) ? "transient" : "refused", message);
}
