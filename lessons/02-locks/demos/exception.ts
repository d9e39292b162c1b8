// An exception jumps over `unlock`: what gives the lock back?

import { withLock } from "#lesson/02-locks/lock.ts";
import { share } from "#lesson/02-locks/meet.ts";
import { Mutex } from "#solution/02-locks/mutex.ts";

const byHand = new Mutex(share(Mutex.length));
const withHelp = new Mutex(share(Mutex.length));

function pay(): void {
  throw new Error("the card is refused");
}

// #region by-hand
try {
  byHand.lock();
  pay();
  byHand.unlock();
} catch {
  console.log(`by hand:  free again? ${byHand.tryLock()}`);
}
// #endregion
// #region with-lock
try {
  withLock(withHelp, pay);
} catch {
  console.log(`withLock: free again? ${withHelp.tryLock()}`);
}
// #endregion
