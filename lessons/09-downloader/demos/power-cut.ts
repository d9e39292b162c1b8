// The same three steps in two orders, and the power fails after each of them.

interface Disk {
  /** In memory: lost when the power fails. */
  cached: number;
  stored: number;
  claimed: number;
}

const steps = {
  write: (disk: Disk) => ({ ...disk, cached: 100 }),
  sync: (disk: Disk) => ({ ...disk, stored: disk.cached }),
  claim: (disk: Disk) => ({ ...disk, claimed: 100 }),
};

const orders: (keyof typeof steps)[][] = [
  ["write", "claim", "sync"],
  ["write", "sync", "claim"],
];
for (const order of orders) {
  console.log(`${order.join(", ")}:`);
  let disk: Disk = { cached: 0, stored: 0, claimed: 0 };
  for (const step of order) {
    disk = steps[step](disk);
    const { stored, claimed } = disk;
    const verdict = claimed > stored ? "the journal lies" : "true";
    console.log(`  power fails after ${step}: ${stored} on disk, ${claimed} claimed: ${verdict}`);
  }
}
