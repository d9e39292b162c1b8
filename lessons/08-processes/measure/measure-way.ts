// Measures one way to hand over work.

import type { Way } from "./ways.ts";

export interface Row {
  name: string;
  /** From nothing to the first two answers. */
  startMs: number;
  /** A task that does nothing, there and back: the median of 50. */
  handOverMs: number;
  /** Eight computations that are handed over at once. */
  computeMs: number;
}

/** Opens and closes it. No row for a way that is not there. */
export async function measureWay(open: () => Promise<Way | undefined>): Promise<Row[]> {
  const startedAt = performance.now();
  const way = await open();
  if (!way) return [];
  await Promise.all([way.run("nothing"), way.run("nothing")]);
  const startMs = performance.now() - startedAt;
  // The first computations also load and optimize the code.
  await Promise.all([way.run("compute"), way.run("compute")]);
  const computeMs = await time(() =>
    Promise.all(Array.from({ length: 8 }, () => way.run("compute"))),
  );
  const handOvers: number[] = [];
  for (let task = 0; task < 50; task++) handOvers.push(await time(() => way.run("nothing")));
  await way.close();
  const handOverMs = handOvers.sort((a, b) => a - b)[25] ?? 0;
  return [{ name: way.name, startMs, handOverMs, computeMs }];
}

async function time(action: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await action();
  return performance.now() - startedAt;
}
