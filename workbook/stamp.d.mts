// Types of stamp.mjs, which is plain JavaScript because it runs before any TypeScript can.

/** Differs from an earlier stamp of `file` if it was written, replaced, removed or made since. */
export function stampOf(file: string): string;
