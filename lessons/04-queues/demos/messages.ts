// What a message channel is: a queue of copies that never says no.

import { MessageChannel, receiveMessageOnPort } from "node:worker_threads";

const { port1: cook, port2: waiter } = new MessageChannel();

// #region copy
const order = { dish: "soup" };
waiter.postMessage(order);
order.dish = "toast";
console.log(receiveMessageOnPort(cook)?.message);
console.log(receiveMessageOnPort(cook));
// #endregion

// #region flood
for (let number = 1; number <= 100_000; number++) waiter.postMessage(number);
let waiting = 0;
while (receiveMessageOnPort(cook)) waiting++;
console.log(`${waiting.toLocaleString("en-US")} orders waited, and nobody was told`);
// #endregion
waiter.close();
