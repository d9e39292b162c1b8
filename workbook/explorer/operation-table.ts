// Makes equal operations one object, so that comparing them is cheap.
import type { Operation, Value } from "./operation.ts";
import type { Request } from "./runner.ts";

/** Makes equal operations one object, across all threads of an exploration. */
export class OperationTable {
  readonly operations: Operation[] = [];
  #byKey = new Map<string, Operation>();

  intern(r: Request): Operation {
    const key = `${r.kind} ${r.type} ${r.offset} ${showKey(r.a)} ${showKey(r.b)} ${r.timeoutMs} ${r.bigEndian}`;
    let op = this.#byKey.get(key);
    if (op === undefined) {
      const isWord = r.type === "Int32" && r.offset % 4 === 0 && !r.bigEndian;
      op = { ...r, id: this.operations.length, word: isWord ? r.offset / 4 : -1 };
      this.operations.push(op);
      this.#byKey.set(key, op);
    }
    return op;
  }
}

export function showKey(value: Value): string {
  return typeof value === "bigint" ? `${value}n` : Object.is(value, -0) ? "-0" : String(value);
}
