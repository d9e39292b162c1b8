// Ann and Cy sleep until there is an item, and Bo puts two. Can one of them sleep beside an item?

import { sleepBy, type WayName, ways } from "#lesson/04-queues/sleepers.ts";
import { explore } from "#workbook/explorer/index.ts";

for (const name of Object.keys(ways) as WayName[]) {
  const { verdict, trace } = explore(sleepBy(name));
  const left = trace ? `, ${trace.memory.items} item left` : "";
  console.log(`${name}: ${verdict}${left}`);
}
