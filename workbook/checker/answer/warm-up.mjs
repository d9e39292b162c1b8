// Warms the explorer up in a process that waits for an answer. Loaded with --import.

import { isMainThread } from "node:worker_threads";

const explorer = process.env.INTERLEAVE_WARM_UP;
// What the answer starts need not do it, too.
delete process.env.INTERLEAVE_WARM_UP;
if (isMainThread && explorer) (await import(explorer)).warmUp();
