// Where each named cell is in the one buffer, and what a byte offset is called.

import type { CellSpec, MemorySpec } from "../contract/scenario.ts";
import { type ElementType, elementSize } from "./operation.ts";

interface CellLayout {
  name: string;
  type: ElementType;
  /** In bytes; a multiple of 8, so that every view type may start here. */
  offset: number;
  length: number;
}

export interface Layout {
  cells: CellLayout[];
  /** In bytes; a multiple of 4. */
  sizeBytes: number;
  initial: Int32Array;
}

/** Lays the cells out in the order of the spec, which must be that of a checked scenario. */
export function layOut(spec: MemorySpec): Layout {
  const cells: CellLayout[] = [];
  let sizeBytes = 0;
  for (const [name, cell] of Object.entries(spec)) {
    const type = typeOf(cell);
    const length = typeof cell === "number" ? cell : cell.length;
    sizeBytes = Math.ceil(sizeBytes / 8) * 8;
    cells.push({ name, type, offset: sizeBytes, length });
    sizeBytes += length * elementSize[type];
  }
  sizeBytes = Math.ceil(sizeBytes / 4) * 4;
  const initial = new Int32Array(sizeBytes / 4);
  for (const { name, type, offset } of cells) {
    const cell = spec[name];
    if (cell === undefined || typeof cell === "number") continue;
    if (ArrayBuffer.isView(cell)) {
      new Uint8Array(initial.buffer).set(bytesOf(cell), offset);
    } else if (type === "Int32") {
      initial.set(cell, offset / 4);
    }
  }
  return { cells, sizeBytes, initial };
}

/** Equal for layouts that differ in no more than what is in the cells. */
export function nameLayout({ cells }: Layout): string {
  return cells.map(({ name, type, length }) => `${name} ${type} ${length}`).join();
}

function typeOf(cell: CellSpec): ElementType {
  if (!ArrayBuffer.isView(cell)) return "Int32";
  return cell[Symbol.toStringTag].replace("Array", "") as ElementType;
}

function bytesOf(view: ArrayBufferView): Uint8Array {
  return new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
}

/** `counter` for a cell of length 1, `flags[1]`, or `flags[1] byte 2` inside an element. */
export function nameOffset(layout: Layout, offset: number): string {
  for (const cell of layout.cells) {
    const size = elementSize[cell.type];
    if (offset < cell.offset || offset >= cell.offset + cell.length * size) continue;
    const index = Math.floor((offset - cell.offset) / size);
    const rest = (offset - cell.offset) % size;
    const element = cell.length === 1 ? cell.name : `${cell.name}[${index}]`;
    return rest === 0 ? element : `${element} byte ${rest}`;
  }
  return `byte ${offset}`;
}

/** Real views of `buffer`, by name, for `invariant` and `final`. */
export function viewCells(
  layout: Layout,
  buffer: ArrayBuffer | SharedArrayBuffer,
): Record<string, ArrayBufferView> {
  const views: Record<string, ArrayBufferView> = {};
  for (const cell of layout.cells) {
    views[cell.name] = new arrayTypes[cell.type](buffer as ArrayBuffer, cell.offset, cell.length);
  }
  return views;
}

/** The real constructors, captured before any is replaced. */
export const arrayTypes = {
  Int8: Int8Array,
  Uint8: Uint8Array,
  Int16: Int16Array,
  Uint16: Uint16Array,
  Int32: Int32Array,
  Uint32: Uint32Array,
  BigInt64: BigInt64Array,
  BigUint64: BigUint64Array,
  Float32: Float32Array,
  Float64: Float64Array,
};
