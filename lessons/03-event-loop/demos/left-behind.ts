// What is left behind when a value is sent: the copied, the transferred and the shared.

import { MessageChannel, receiveMessageOnPort } from "node:worker_threads";

const { port1: here, port2: there } = new MessageChannel();

/** What arrives at the other end. */
function send<Value>(value: Value, transfer: ArrayBuffer[] = []): Value {
  here.postMessage(value, transfer);
  return (receiveMessageOnPort(there) as { message: Value }).message;
}

// #region send
const copied = Int32Array.of(1, 2, 3);
const transferred = Int32Array.of(1, 2, 3);
const shared = new Int32Array(new SharedArrayBuffer(12));
const arrived = {
  copied: send(copied),
  transferred: send(transferred, [transferred.buffer]),
  shared: send(shared),
};
for (const numbers of Object.values(arrived)) numbers[0] = 7;
// #endregion
console.log(`copied       ${copied.length} left here, the first is ${copied[0]}`);
console.log(`transferred  ${transferred.length} left here, the first is ${transferred[0]}`);
console.log(`shared       ${shared.length} left here, the first is ${shared[0]}`);

// #region class
class Ticket extends Map<string, number> {}
const ticket = send(new Ticket([["seat", 12]]));
// #endregion
console.log(`a Ticket     arrives as a ${ticket.constructor.name}, seat ${ticket.get("seat")}`);
try {
  send({ price: () => 20 });
} catch (error) {
  console.log(`a function   ${(error as Error).name}`);
}
