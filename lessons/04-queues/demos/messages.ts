// What a message channel is: a queue of copies that never says no.

import { MessageChannel, receiveMessageOnPort } from "node:worker_threads";

const { port1: shop, port2: printer } = new MessageChannel();

// #region copy
const order = { seat: "A7" };
shop.postMessage(order);
order.seat = "B2";
console.log(receiveMessageOnPort(printer)?.message);
console.log(receiveMessageOnPort(printer));
// #endregion

for (let number = 1; number <= 100_000; number++) shop.postMessage(number);
let waiting = 0;
while (receiveMessageOnPort(printer)) waiting++;
console.log(`${waiting.toLocaleString("en-US")} orders waited`);
shop.close();
