// What the exploration of an exercise may cost. Whoever runs it waits for longer than that, and so never cuts it off.

/**
 * Counted in states and histories, so that the same answer gets the same verdict on any machine: right answers
 * of every known design need a quarter of them. Its time, of the processor, is for what restarts without end.
 */
export const graderBudget = {
  mergeAfterStates: 200_000,
  mergeAfterHistories: 20_000,
  mergeAfterMs: Number.POSITIVE_INFINITY,
  maxStates: 500_000,
  maxHistories: 250_000,
  timeMs: 5_000,
  loopRounds: 2_000,
};
