// What an event must do: whoever waits comes through while it is set, and sleeps while it is clear.

import type { Event } from "#exercise/06-conditions/event.ts";
import { defineSpecification, mustWait } from "#workbook/explorer/index.ts";

interface State {
  isSet: boolean;
}

export function specifyEvent(type: typeof Event, shapes: number[][]) {
  return defineSpecification<State, Event>({
    name: "event",
    starts: [
      {
        name: "the event is clear",
        state: { isSet: false },
        memory: () => ({ event: type.length }),
      },
    ],
    open: (m) => new type(m.event),
    calls: [
      {
        name: "set()",
        model: (event) => {
          event.isSet = true;
        },
        real: (event) => event.set(),
      },
      {
        name: "clear()",
        model: (event) => {
          event.isSet = false;
        },
        real: (event) => event.clear(),
      },
      {
        name: "wait()",
        model: ({ isSet }) => isSet || mustWait,
        real: (event) => event.wait(),
      },
      ...[8, 0].map((timeoutMs) => ({
        name: `wait(${timeoutMs})`,
        model: ({ isSet }: State) => isSet || mustWait,
        otherwise: ({ isSet }: State) => (isSet ? mustWait : false),
        timeoutMs,
        real: (event: Event) => event.wait(timeoutMs),
      })),
      { name: "isSet", model: ({ isSet }) => isSet, real: (event) => event.isSet },
    ],
    look: { name: "isSet", model: ({ isSet }) => isSet, real: (event) => event.isSet },
    // To have no time is the same in company.
    allows: (threads) => threads.length === 1 || !threads.flat().includes("wait(0)"),
    shapes,
  });
}
