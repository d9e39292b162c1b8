// What tells one version of a file from another: entity tags, dates, sizes.

/** What a server says about a file. All that is absent is undefined. */
export interface Validators {
  etag?: string | undefined;
  /** As the header has it. */
  lastModified?: string | undefined;
  /** When the server said so, as the header has it. */
  date?: string | undefined;
}

type Headers = Readonly<Record<string, string | undefined>>;

export function readValidators(headers: Headers): Validators {
  return { etag: headers.etag, lastModified: headers["last-modified"], date: headers.date };
}

/** A strong tag promises the same bytes. A weak one, `W/"…"`, promises the same meaning. */
function isStrongTag(etag: string | undefined): etag is string {
  return etag !== undefined && /^"[^"]*"$/.test(etag);
}

/**
 * What to send as `If-Range`, so that the answer is a part only of the version that we know.
 * Undefined if nothing is strong enough: a date must be a minute old, since a file may change
 * twice in one second, and clocks differ (RFC 9110, 8.8.2.2).
 */
export function chooseIfRange({ etag, lastModified, date }: Validators): string | undefined {
  if (isStrongTag(etag)) return etag;
  if (etag !== undefined || lastModified === undefined || date === undefined) return undefined;
  const ageMs = Date.parse(date) - Date.parse(lastModified);
  return ageMs >= 60_000 ? lastModified : undefined;
}

/** Whether another version would show, at least when the file changes in the usual way. */
export function canShowChange({ etag, lastModified }: Validators): boolean {
  return etag !== undefined || lastModified !== undefined;
}

/** True if both say something, and it is not the same: then the file has changed for certain. */
export function areDifferent(a: Validators, b: Validators): boolean {
  if (a.etag !== undefined && b.etag !== undefined) return a.etag !== b.etag;
  return (
    a.lastModified !== undefined &&
    b.lastModified !== undefined &&
    a.lastModified !== b.lastModified
  );
}
