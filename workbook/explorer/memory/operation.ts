// One shared-memory operation: what it touches, what it does to memory, and when two of them conflict.

export type Value = number | bigint | string | undefined;

export type ElementType =
  | "Int8"
  | "Uint8"
  | "Int16"
  | "Uint16"
  | "Int32"
  | "Uint32"
  | "BigInt64"
  | "BigUint64"
  | "Float32"
  | "Float64";

export const elementSize: Record<ElementType, number> = {
  Int8: 1,
  Uint8: 1,
  Int16: 2,
  Uint16: 2,
  Int32: 4,
  Uint32: 4,
  BigInt64: 8,
  BigUint64: 8,
  Float32: 4,
  Float64: 8,
};

export const READ = 0;
export const WRITE = 1;
export const LOAD = 2;
export const STORE = 3;
export const ADD = 4;
export const SUB = 5;
export const AND = 6;
export const OR = 7;
export const XOR = 8;
export const EXCHANGE = 9;
export const COMPARE_EXCHANGE = 10;
export const WAIT = 11;
export const NOTIFY = 12;
/** Waits until the value is the expected one, and replaces it: no `Atomics` of its own, see `interceptions/steps.ts`. */
export const ACQUIRE = 13;

export const kindNames = [
  "read",
  "write",
  "load",
  "store",
  "add",
  "sub",
  "and",
  "or",
  "xor",
  "exchange",
  "compareExchange",
  "wait",
  "notify",
  "acquire",
] as const;

/** Interned: within one exploration, equal operations are the same object. */
export interface Operation {
  readonly id: number;
  readonly kind: number;
  readonly type: ElementType;
  /** In bytes, from the start of the buffer. */
  readonly offset: number;
  readonly size: number;
  /** The value to write, to expect (`compareExchange`, `wait`, an acquisition), or the count (`notify`). */
  readonly a: Value;
  /** The replacement of `compareExchange` and of an acquisition. */
  readonly b: Value;
  /** Of `wait`; Infinity without one. */
  readonly timeoutMs: number;
  /** Only a `DataView` reads the other way round. */
  readonly bigEndian: boolean;
  /** An aligned Int32 access: a word of the state vector. */
  readonly word: number;
  readonly reach: Reach;
  readonly isCall: boolean;
}

/** What operations touch: a set of words as bits, in which words that are 32 apart share one. */
export interface Reach {
  readonly reads: number;
  readonly writes: number;
  /** Words on whose wait lists a thread may be. */
  readonly waits: number;
  /** Words whose wait lists are woken. */
  readonly notifies: number;
}

export function reachOf({ kind, offset, size }: Request): Reach {
  let words = 0;
  for (let word = offset >> 2; word * 4 < offset + size; word++) words |= 1 << (word & 31);
  if (kind === NOTIFY) return { reads: 0, writes: 0, waits: 0, notifies: words };
  const isStore = kind === WRITE || kind === STORE;
  const isLoad = kind === READ || kind === LOAD || kind === WAIT;
  return {
    reads: isStore ? 0 : words,
    writes: isLoad ? 0 : words,
    waits: kind === WAIT ? words : 0,
    notifies: 0,
  };
}

export function isPlain(op: Operation): boolean {
  return op.kind <= WRITE;
}

/** An operation as the interception sees it, before it is interned. Reused: copy what you keep. */
export interface Request {
  kind: number;
  type: ElementType;
  offset: number;
  size: number;
  a: Value;
  b: Value;
  timeoutMs: number;
  bigEndian: boolean;
  /** Part of a call that counts as one step: the cell must be used by no other code. */
  isCall: boolean;
}

/** Whether the operation cannot be done now. It takes no place in a wait list. */
export function isHeldUp(op: Operation, words: Int32Array): boolean {
  return op.kind === ACQUIRE && words[op.word] !== op.a;
}

export function isSame(op: Operation, request: Request): boolean {
  return (
    op.kind === request.kind &&
    op.offset === request.offset &&
    Object.is(op.a, request.a) &&
    Object.is(op.b, request.b) &&
    op.type === request.type &&
    op.timeoutMs === request.timeoutMs &&
    op.bigEndian === request.bigEndian
  );
}

/** The memory of the state at hand, as raw bytes. */
export interface Bytes {
  words: Int32Array;
  view: DataView;
}

/** Reads what `op` addresses. */
export function readValue(op: Operation, bytes: Bytes): Value {
  if (op.word >= 0) return bytes.words[op.word];
  return bytes.view[`get${op.type}`](op.offset, !op.bigEndian);
}

function writeValue(op: Operation, bytes: Bytes, value: Value): void {
  if (op.word >= 0) {
    bytes.words[op.word] = value as number;
  } else if (op.type === "BigInt64" || op.type === "BigUint64") {
    bytes.view[`set${op.type}`](op.offset, value as bigint, !op.bigEndian);
  } else {
    bytes.view[`set${op.type}`](op.offset, value as number, !op.bigEndian);
  }
}

/**
 * Does `op` to `bytes` and returns what the thread is given. `wait` and `notify` belong to the
 * wait list and are not done here.
 */
export function applyOperation(op: Operation, bytes: Bytes): Value {
  const { kind, a } = op;
  if (kind === WRITE) {
    writeValue(op, bytes, a);
    return undefined;
  }
  if (kind === STORE) {
    writeValue(op, bytes, a);
    return op.b;
  }
  const old = readValue(op, bytes);
  if (kind === READ || kind === LOAD) return old;
  const next = valueAfter(op, old);
  if (next !== old) writeValue(op, bytes, next);
  return old;
}

/** What an operation that reads and changes makes of `old`; not yet cut to the size of the cell. */
export function valueAfter({ kind, a, b }: Operation, old: Value): Value {
  if (kind === COMPARE_EXCHANGE || kind === ACQUIRE) return old === a ? b : old;
  if (kind === EXCHANGE) return a;
  if (typeof old === "number") return combine(kind, old, a as number);
  return combineBig(kind, old as bigint, a as bigint);
}

function combine(kind: number, old: number, a: number): number {
  if (kind === ADD) return old + a;
  if (kind === SUB) return old - a;
  if (kind === AND) return old & a;
  if (kind === OR) return old | a;
  return old ^ a;
}

function combineBig(kind: number, old: bigint, a: bigint): bigint {
  if (kind === ADD) return old + a;
  if (kind === SUB) return old - a;
  if (kind === AND) return old & a;
  if (kind === OR) return old | a;
  return old ^ a;
}

/** Whether `op`, done now, writes. A compare-exchange that fails is a read; so is `wait`. */
export function writes(op: Operation, bytes: Bytes): boolean {
  const { kind } = op;
  if (kind === READ || kind === LOAD || kind === WAIT || kind === NOTIFY) return false;
  if (kind === COMPARE_EXCHANGE || kind === ACQUIRE) return readValue(op, bytes) === op.a;
  return true;
}

/** The ECMAScript data race: overlapping bytes, one writes, and not both atomic on equal ranges. */
export function areInRace(x: Operation, y: Operation, bytes: Bytes): boolean {
  if (x.kind === NOTIFY || y.kind === NOTIFY) return false;
  if (x.offset + x.size <= y.offset || y.offset + y.size <= x.offset) return false;
  const sameRange = x.offset === y.offset && x.size === y.size;
  if (sameRange && !isPlain(x) && !isPlain(y)) return false;
  return writes(x, bytes) || writes(y, bytes);
}
