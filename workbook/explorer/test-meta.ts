// What a test of the explorer's matchers says beside that it passed or failed.

import type { Recording } from "./trace/recording.ts";

interface Meta {
  /** What held and with what bound, such as "every schedule of 2 threads × 2 rounds: 14,936 states". */
  held?: string;
  /** The schedule that broke. */
  recording?: Recording;
  /** There were too many states for a verdict. */
  isTooLarge?: true;
}

declare module "vitest" {
  interface TaskMeta extends Meta {}
}

/** What a matcher of Vitest is called on. */
export interface MatcherThis {
  task?: { meta: Meta };
}

export interface MatcherResult {
  pass: boolean;
  message: () => string;
}
