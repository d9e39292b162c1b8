// How a message of bytes goes through a ring: as it is, and out into one array that is used again and again.

import type { Codec } from "#lesson/04-queues/message-ring.ts";

/** @param taken where each message is after it was taken, until the next one; as long as all of them */
export function copyInto(taken: Uint8Array): Codec<Uint8Array> {
  return {
    write: (message, slot) => {
      slot.set(message);
      return taken.length;
    },
    read: (slot) => {
      taken.set(slot);
      return taken;
    },
  };
}
