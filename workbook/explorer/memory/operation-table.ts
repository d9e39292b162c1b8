// Makes equal operations one object, so that comparing them is cheap.

import { isSame, type Operation, type Request, reachOf, type Value } from "./operation.ts";

/** A cell is used by calls that count as one step, and by other code too. */
export class CallsBroken extends Error {}

/** Makes equal operations one object, across all threads of an exploration. */
export class OperationTable {
  readonly operations: Operation[] = [];
  /** Operations by their offset and kind: few have both in common. */
  #byOffsetAndKind = new Map<number, Operation[]>();
  /** By word: whether it is calls that use it. */
  #isOfCalls = new Map<number, boolean>();

  intern(request: Request): Operation {
    const key = request.offset * 16 + request.kind;
    let known = this.#byOffsetAndKind.get(key);
    if (known === undefined) {
      known = [];
      this.#byOffsetAndKind.set(key, known);
    }
    for (const op of known) {
      if (isSame(op, request) && op.isCall === request.isCall) return op;
    }
    const isWord = request.type === "Int32" && request.offset % 4 === 0 && !request.bigEndian;
    const op = {
      ...request,
      id: this.operations.length,
      word: isWord ? request.offset / 4 : -1,
      reach: reachOf(request),
    };
    this.operations.push(op);
    known.push(op);
    return op;
  }

  /** Notes that the search met the operation. Throws `CallsBroken` if calls and other code use one cell. */
  meet({ offset, size, isCall }: Operation): void {
    for (let word = offset >> 2; word * 4 < offset + size; word++) {
      if (this.#isOfCalls.get(word) === !isCall) throw new CallsBroken();
      this.#isOfCalls.set(word, isCall);
    }
  }
}

export function showKey(value: Value): string {
  return typeof value === "bigint" ? `${value}n` : Object.is(value, -0) ? "-0" : String(value);
}
