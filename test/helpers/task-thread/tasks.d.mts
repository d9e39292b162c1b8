import type { Moved } from "#lesson/07-pools/moved.ts";

export const notAFunction: number;
export function add(one: unknown, other: number): number;
export function giveFunction(): unknown;
export function giveAway(length: number): Moved<Uint8Array>;
export function abort(): void;
export function throwString(): never;
export function throwLater(): Promise<never>;
export function addLater(one: number, other: number): Promise<number>;
export function waitAtGate(gate: Int32Array): string;
