// A worker that freezes while it has the lease, and a storage that refuses the older of two holders.

let nowMs = 0;

class Lease {
  #endsAtMs = 0;
  #token = 0;
  acquire(): number {
    if (nowMs < this.#endsAtMs) throw new Error("another worker has the lease");
    this.#endsAtMs = nowMs + 30_000;
    return ++this.#token;
  }
  isHeldBy = (token: number): boolean => token === this.#token && nowMs < this.#endsAtMs;
}

// #region storage
let newest = 0;
function accept(token: number): boolean {
  if (token < newest) return false;
  newest = token;
  return true;
}
// #endregion

for (const isFenced of [false, true]) {
  console.log(isFenced ? "a lease, and a storage that looks at the token:" : "a lease alone:");
  const write = (worker: string, token: number) =>
    console.log(`  ${worker}: ${!isFenced || accept(token) ? "written" : "refused"}`);
  const lease = new Lease();
  // #region story
  const first = lease.acquire();
  const isMine = lease.isHeldBy(first); // worker 1 looks, then it freezes
  nowMs += 31_000;
  const second = lease.acquire();
  write("worker 2", second);
  if (isMine) write("worker 1", first);
  // #endregion
}
