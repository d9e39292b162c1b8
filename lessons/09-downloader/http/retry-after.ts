// `Retry-After`: how long a busy server asks to be left alone.

const secondMs = 1_000;

/**
 * Reads seconds (`120`) and dates (`Wed, 21 Oct 2026 07:28:00 GMT`).
 *
 * @param nowMs milliseconds since 1970
 * @returns milliseconds from now; undefined for an absent header, a date in the past and garbage
 */
export function parseRetryAfter(header: string | undefined, nowMs: number): number | undefined {
  const text = header?.trim() ?? "";
  if (/^\d+$/.test(text)) return Number(text) * secondMs;
  // `Date.parse` alone would take -5 for the month of May.
  if (!/^[A-Z][a-z]{2,8}, .* GMT$/.test(text)) return undefined;
  const waitMs = Date.parse(text) - nowMs;
  return waitMs > 0 ? waitMs : undefined;
}
