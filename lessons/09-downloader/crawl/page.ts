// What an answer means to a crawler: links to follow, or an error.

import { findLinks } from "#lesson/09-downloader/crawl/find-links.ts";
import type { PageAnswer } from "#lesson/09-downloader/crawl/open-page.ts";
import { isRedirect, readLocation } from "#lesson/09-downloader/http/http-client.ts";
import { rejectStatus } from "#lesson/09-downloader/http/reject-status.ts";

/** An answer that has been read. */
export interface Loaded extends Omit<PageAnswer, "body"> {
  text: string;
}

/** What was found at a place. */
export interface Page {
  status: number;
  /** Where it links to, as it says so: any scheme, any host. Of a redirect, where it leads. */
  links: readonly string[];
}

/** @throws DownloadError by the status; `refused` for a redirect to no place of the web */
export function readPage({ text, ...answer }: Loaded): Page {
  const { status, headers, url } = answer;
  if (isRedirect(status)) return { status, links: [readLocation(answer).href] };
  if (status < 200 || status > 299) throw rejectStatus(answer);
  const isHtml = /^text\/html\b/i.test(headers["content-type"] ?? "text/html");
  return { status, links: isHtml ? findLinks(text, url) : [] };
}
