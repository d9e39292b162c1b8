/**
 * How long a test waits for what must come, in milliseconds. It is just below Vitest's own limit, after which nobody
 * would see what did not come; no machine is so slow.
 */
export const backstopMs = 170_000;
