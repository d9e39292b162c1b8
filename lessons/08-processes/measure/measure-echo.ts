// Measures a thread or process that answers each message with it. Takes medians, since a machine has other things to do.

/** Another thread, process or machine that runs `echo.mjs`. */
export interface Echo {
  /** Whether what it uses is memory of this process. */
  isInside: boolean;
  send(message: unknown): void;
  listen(listener: (message: unknown) => void): void;
  end(): Promise<void>;
}

export interface Costs {
  /** Until the first word of a new one. */
  startMs: number;
  roundTripMs: number;
  /** A megabyte there and back. */
  megabyteMs: number;
  /** Of one more of them. */
  memoryMb: number;
}

const rounds = 5;

export async function measureEcho(start: () => Echo): Promise<Costs> {
  const runs: Costs[] = [];
  for (let round = 0; round < rounds; round++) runs.push(await measureOnce(start));
  const middle = (key: keyof Costs) => median(runs.map((run) => run[key]));
  return {
    startMs: middle("startMs"),
    roundTripMs: middle("roundTripMs"),
    megabyteMs: middle("megabyteMs"),
    memoryMb: middle("memoryMb"),
  };
}

async function measureOnce(start: () => Echo): Promise<Costs> {
  const ourBytes = process.memoryUsage.rss();
  const startedAt = performance.now();
  const echo = start();
  let hear: (message: unknown) => void = () => {};
  const next = () => new Promise<unknown>((resolve) => (hear = resolve));
  echo.listen((message) => hear(message));
  await next();
  const startMs = performance.now() - startedAt;
  const ask = async (message: unknown): Promise<unknown> => {
    const answer = next();
    echo.send(message);
    return await answer;
  };
  const bytes = Number(await ask("memory"));
  // A thread is part of this process, so what it adds is the difference.
  const addedBytes = echo.isInside ? bytes - ourBytes : bytes;
  const roundTrips: number[] = [];
  for (let trip = 0; trip < 200; trip++) roundTrips.push(await time(() => ask("soup")));
  const megabytes: number[] = [];
  const load = new Uint8Array(2 ** 20);
  for (let trip = 0; trip < 10; trip++) megabytes.push(await time(() => ask(load)));
  await echo.end();
  return {
    startMs,
    roundTripMs: median(roundTrips),
    megabyteMs: median(megabytes),
    memoryMb: Math.max(1, addedBytes / 2 ** 20),
  };
}

async function time(action: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await action();
  return performance.now() - startedAt;
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
