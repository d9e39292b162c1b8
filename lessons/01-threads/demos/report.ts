// A report on the main thread: the request that came meanwhile is answered after it.

import { addUpSales } from "#lesson/01-threads/sales.mjs";

// #region report
setTimeout(() => console.log("Ann gets her ticket."), 0);
console.log("The report is due.");
const sum = addUpSales();
console.log(`The report says ${sum} euros.`);
// #endregion
