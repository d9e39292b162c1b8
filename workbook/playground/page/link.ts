// A link that carries code and where one stands in its schedule: JSON, deflated, in the fragment, which no server sees.

export interface Shared {
  /** The exercise's id; `scenario` for a scenario of one's own. */
  id: string;
  code: string;
  /** The replay code of the schedule, if one was shown, and the step. */
  schedule?: string;
  at?: number;
}

const most = 200_000;

/** The fragment of a link, without its `#`. */
export async function writeFragment({ id, ...rest }: Shared): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(rest));
  const packed = await pipe(bytes, new CompressionStream("deflate-raw"));
  let text = "";
  for (const byte of packed) text += String.fromCharCode(byte);
  const code = btoa(text).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  return `play/${id}/${code}`;
}

/** @throws Error with a sentence for the visitor */
export async function readShared(id: string, packed: string): Promise<Shared> {
  try {
    if (packed.length > most) throw new RangeError("too long");
    const text = atob(packed.replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0));
    const plain = await pipe(bytes, new DecompressionStream("deflate-raw"));
    const { code, schedule, at } = JSON.parse(new TextDecoder().decode(plain));
    if (typeof code !== "string") throw new TypeError("no code");
    return {
      id,
      code,
      ...(typeof schedule === "string" && { schedule }),
      ...(Number.isSafeInteger(at) && at >= 0 && { at }),
    };
  } catch {
    throw new Error("The link is broken: a part of it may be missing. Ask for it again.");
  }
}

async function pipe(
  bytes: Uint8Array<ArrayBuffer>,
  through: GenericTransformStream,
): Promise<Uint8Array> {
  const stream = new Blob([bytes]).stream().pipeThrough(through);
  const reader = stream.getReader();
  const parts: Uint8Array[] = [];
  let length = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    parts.push(part.value);
    length += part.value.length;
    if (length > 10 * most) throw new RangeError("too long");
  }
  return new Uint8Array(await new Blob(parts as Uint8Array<ArrayBuffer>[]).arrayBuffer());
}
