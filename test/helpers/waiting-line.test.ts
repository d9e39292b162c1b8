// The line that lesson 03's limiter and mutex wait in, against an array.

import fc from "fast-check";
import { expect, it } from "vitest";
import { type Place, WaitingLine } from "#lesson/03-event-loop/waiting-line.ts";

it("does what an array does, whoever comes, is called and leaves", () => {
  const moves = fc.array(
    fc.oneof(
      fc.constant({ kind: "push" as const }),
      fc.constant({ kind: "shift" as const }),
      fc.record({ kind: fc.constant("remove" as const), which: fc.nat(20) }),
    ),
  );
  fc.assert(
    fc.property(moves, (list) => {
      const line = new WaitingLine<number>();
      const model: number[] = [];
      const places: Place<number>[] = [];
      for (const [item, move] of list.entries()) {
        if (move.kind === "push") {
          places.push(line.push(item));
          model.push(item);
        } else if (move.kind === "shift") {
          expect(line.shift()).toBe(model.shift());
        } else {
          const place = places[move.which % Math.max(1, places.length)];
          if (!place) continue;
          const at = model.indexOf(place.item);
          expect(line.remove(place)).toBe(at >= 0);
          if (at >= 0) model.splice(at, 1);
        }
        expect(line.length).toBe(model.length);
      }
      while (model.length > 0) expect(line.shift()).toBe(model.shift());
      expect(line.shift()).toBeUndefined();
    }),
    { seed: 3 },
  );
});
