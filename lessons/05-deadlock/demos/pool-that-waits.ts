// A pool that waits for itself: two cooks, two orders, and each order asks the pool for a sauce.

// #region pool
const waiting: (() => Promise<void>)[] = [];
let idleCooks = 2;

function submit<Result>(work: () => Promise<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    waiting.push(() => work().then(resolve, reject));
    startNext();
  });
}

function startNext(): void {
  const task = idleCooks > 0 ? waiting.shift() : undefined;
  if (!task) return;
  idleCooks--;
  void task().finally(() => {
    idleCooks++;
    startNext();
  });
}
// #endregion

const chop = () => new Promise((done) => setImmediate(done));

// #region orders
for (const dish of ["pasta", "curry"]) {
  void submit(async () => {
    console.log(`${dish}: started`);
    await chop();
    await submit(async () => console.log(`${dish}: sauce is ready`));
    console.log(`${dish}: served`);
  });
}
// #endregion

process.on("exit", () => console.log(`end: ${idleCooks} cooks idle, ${waiting.length} tasks wait`));
