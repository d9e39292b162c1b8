// A timer is due, and promises, ticks or immediates follow one another: when does the timer come?

const rounds = 50_000;

// #region follow
type Next = (go: () => void) => void;
const ways: Record<string, Next> = {
  promises: (go) => void Promise.resolve().then(go),
  ticks: (go) => process.nextTick(go),
  immediates: (go) => void setImmediate(go),
};
// #endregion

for (const [name, next] of Object.entries(ways)) {
  const seenAt = await new Promise<number>((resolve) => {
    let round = 0;
    let timerSaw: number | undefined;
    setTimeout(() => {
      timerSaw = round;
    }, 1);
    const go = (): void => {
      round++;
      if (round < rounds) next(go);
      else setTimeout(() => resolve(timerSaw ?? rounds), 2);
    };
    next(go);
  });
  const waited = seenAt === rounds ? "waits for all of them" : "gets its turn among them";
  console.log(`${name.padEnd(11)}the timer ${waited}`);
}
