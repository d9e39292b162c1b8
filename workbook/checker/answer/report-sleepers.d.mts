// Types of report-sleepers.mjs, which is plain JavaScript because every thread loads it.

/** Names the thread that calls it in what is reported from then on. */
export function nameThread(name: string): void;
