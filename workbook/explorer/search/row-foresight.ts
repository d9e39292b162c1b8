// What a thread would be given if it went on alone from a state.

import {
  ACQUIRE,
  applyOperation,
  type Bytes,
  isHeldUp,
  NOTIFY,
  type Operation,
  readValue,
  type Value,
  WAIT,
} from "../memory/operation.ts";
import { type Foresight, unforeseen } from "../thread/history-tree.ts";

/** Steps that are foreseen at once. */
const maxSteps = 60;

export class RowForesight implements Foresight {
  readonly #bytes: Bytes;
  #start: Int32Array | undefined;
  #steps = 0;

  constructor(memoryWords: number) {
    const words = new Int32Array(memoryWords);
    this.#bytes = { words, view: new DataView(words.buffer) };
  }

  /** Looks on from the memory in `words`, once it is asked. */
  from(words: Int32Array): this {
    this.#start = words;
    this.#steps = 0;
    return this;
  }

  foresee(op: Operation): Value | typeof unforeseen {
    const { words } = this.#bytes;
    if (this.#steps === 0) {
      for (let i = 0; i < words.length; i++) words[i] = this.#start?.[i] as number;
    }
    if (++this.#steps > maxSteps) return unforeseen;
    const { kind } = op;
    // Whom it wakes is not looked at.
    if (kind === NOTIFY) return 0;
    if (kind === WAIT) return readValue(op, this.#bytes) === op.a ? unforeseen : "not-equal";
    if (isHeldUp(op, words)) return unforeseen;
    const result = applyOperation(op, this.#bytes);
    return kind === ACQUIRE ? undefined : result;
  }
}
