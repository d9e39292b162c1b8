// Two threads sell the last ticket, under every schedule: what `explore` says of the scenario beside us.

import lastTicket from "#lesson/02-locks/ticket-sale.ts";
import { explore, renderExploration } from "#workbook/explorer/index.ts";

const exploration = explore(lastTicket);
// The replay code is left out: it is for `replay`, which steps through the schedule.
console.log(renderExploration({ ...exploration, code: "" }, { width: 60 }));
