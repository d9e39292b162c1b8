// Makes all client programs of a shape, up to the order of threads.

import type { AnyCall, AnySpecification } from "./specification.ts";

/** The calls of one thread. The same calls are the same object in all programs. */
export type Client = readonly AnyCall[];

/** Of threads that make equally many calls, the order does not matter. */
export function* listPrograms(
  { calls, allows }: AnySpecification,
  shape: readonly number[],
  known: Map<string, Client>,
): Generator<Client[]> {
  const clients = new Map<number, Client[]>();
  for (const length of new Set(shape)) {
    clients.set(
      length,
      sequencesOf(calls, length).map((client) => intern(client, known)),
    );
  }
  for (const program of choose(shape, clients, [], 0)) {
    if (allows === undefined || allows(program.map(namesOf))) yield program;
  }
}

function namesOf(client: Client): string[] {
  return client.map(({ name }) => name);
}

function* choose(
  shape: readonly number[],
  clients: Map<number, Client[]>,
  chosen: Client[],
  from: number,
): Generator<Client[]> {
  const length = shape[chosen.length];
  if (length === undefined) return yield chosen;
  const choices = clients.get(length) ?? [];
  for (let i = from; i < choices.length; i++) {
    const goesOnAlike = shape[chosen.length + 1] === length;
    yield* choose(shape, clients, [...chosen, choices[i] as Client], goesOnAlike ? i : 0);
  }
}

function sequencesOf(calls: readonly AnyCall[], length: number): AnyCall[][] {
  if (length === 0) return [[]];
  return sequencesOf(calls, length - 1).flatMap((some) => calls.map((call) => [...some, call]));
}

function intern(client: Client, known: Map<string, Client>): Client {
  const key = namesOf(client).join("; ");
  const same = known.get(key);
  if (same !== undefined) return same;
  known.set(key, client);
  return client;
}
