// What an answer's tests may cost: the limits of any process, and room for the explorer to come to its own bound.

import { graderBudget } from "../../explorer/grader-budget.ts";
import { defaultLimits, type Limits } from "../../process/limits.ts";

/** An exploration may be made twice: one that finds a thread stuck, and one that makes sure. */
export const runLimits: Limits = {
  ...defaultLimits,
  processorMs: { ...defaultLimits.processorMs, exploring: 3 * graderBudget.timeMs },
};
