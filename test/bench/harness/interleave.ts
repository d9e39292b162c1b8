// Measures several things in turns, so that what slows the machine down slows all of them down.

type Runs = readonly (() => Promise<unknown>)[];

/**
 * Runs each of `runs` once per round, `rounds` times, after one round that does not count. Every
 * round starts with another one. The answers of `runs[i]` are in place `i`, in order of rounds.
 */
export async function interleave<R extends Runs>(
  rounds: number,
  ...runs: R
): Promise<{ [I in keyof R]: Awaited<ReturnType<R[I]>>[] }> {
  const answers: unknown[][] = runs.map(() => []);
  for (let round = -1; round < rounds; round++)
    for (let turn = 0; turn < runs.length; turn++) {
      const i = (turn + round + 1) % runs.length;
      const answer = await runs[i]?.();
      if (round >= 0) answers[i]?.push(answer);
    }
  return answers as { [I in keyof R]: Awaited<ReturnType<R[I]>>[] };
}
