// While an exploration runs, `new Int32Array(buffer)` over the explored buffer gives an explored view.

import { arrayTypes } from "../memory/layout.ts";
import { type ElementType, elementSize } from "../memory/operation.ts";
import { createArray } from "./arrays.ts";
import { accessPlain, currentRunner, type View, viewKey } from "./views.ts";

const realDataView = DataView;

/** Replaces the global constructors. Before each, `undo` gets what puts the real one back. */
export function replaceConstructors(
  buffer: SharedArrayBuffer,
  sizeBytes: number,
  undo: (() => void)[],
): void {
  const scope = globalThis as unknown as Record<string, unknown>;
  const replace = (name: string, value: unknown): void => {
    const real = scope[name];
    undo.push(() => {
      scope[name] = real;
    });
    scope[name] = value;
  };
  for (const type of Object.keys(arrayTypes) as ElementType[]) {
    replace(`${type}Array`, wrapArray(type, buffer, sizeBytes));
  }
  replace("DataView", wrapDataView(buffer, sizeBytes));
}

function wrapArray(type: ElementType, buffer: SharedArrayBuffer, sizeBytes: number): unknown {
  const size = elementSize[type];
  const wrapped: unknown = new Proxy(arrayTypes[type], {
    construct(target, args: unknown[], newTarget) {
      if (args[0] !== buffer) return Reflect.construct(target, args, unwrap(newTarget));
      if (newTarget !== wrapped) {
        currentRunner().unsupported("it extends a typed array over the explored buffer");
      }
      const offset = Math.trunc(Number(args[1] ?? 0));
      if (offset % size !== 0) {
        throw new RangeError(`start offset of ${type}Array should be a multiple of ${size}`);
      }
      if (args[2] === undefined && sizeBytes % size !== 0) {
        throw new RangeError(`byte length of ${type}Array should be a multiple of ${size}`);
      }
      const length = Math.trunc(Number(args[2] ?? (sizeBytes - offset) / size));
      if (offset < 0 || length < 0 || offset + length * size > sizeBytes) {
        throw new RangeError(`Invalid typed array length: ${length}`);
      }
      return createArray(type, buffer, offset, length);
    },
  });
  const unwrap = (newTarget: unknown): never =>
    (newTarget === wrapped ? arrayTypes[type] : newTarget) as never;
  return wrapped;
}

function wrapDataView(buffer: SharedArrayBuffer, sizeBytes: number): unknown {
  const wrapped: unknown = new Proxy(realDataView, {
    construct(target, args: unknown[], newTarget) {
      if (args[0] !== buffer) {
        return Reflect.construct(target, args, newTarget === wrapped ? target : newTarget);
      }
      const offset = Math.trunc(Number(args[1] ?? 0));
      const length = Math.trunc(Number(args[2] ?? sizeBytes - offset));
      if (offset < 0 || length < 0 || offset + length > sizeBytes) {
        throw new RangeError(`Start offset ${offset} is outside the bounds of the buffer`);
      }
      return createDataView(buffer, offset, length);
    },
  });
  return wrapped;
}

function createDataView(buffer: SharedArrayBuffer, offset: number, length: number): object {
  const view: View = {
    type: "Uint8",
    isBigInt: false,
    isDataView: true,
    offset,
    size: 1,
    length,
  };
  const dataView = Object.create(realDataView.prototype) as object;
  const define = (name: string, value: unknown): void => {
    Object.defineProperty(dataView, name, { value });
  };
  define("buffer", buffer);
  define("byteOffset", offset);
  define("byteLength", length);
  for (const type of Object.keys(arrayTypes) as ElementType[]) {
    const check = (at: unknown): number => {
      const index = Math.trunc(Number(at ?? 0));
      if (!(index >= 0 && index + elementSize[type] <= length)) {
        throw new RangeError("Offset is outside the bounds of the DataView");
      }
      return index;
    };
    define(`get${type}`, (at: unknown, littleEndian?: boolean) =>
      accessPlain(view, check(at), type, false, undefined, !littleEndian && elementSize[type] > 1),
    );
    define(`set${type}`, (at: unknown, value: unknown, littleEndian?: boolean) => {
      const bigEndian = !littleEndian && elementSize[type] > 1;
      accessPlain(view, check(at), type, true, value, bigEndian);
    });
  }
  Object.defineProperty(dataView, viewKey, { value: view });
  Object.freeze(dataView);
  return dataView;
}
