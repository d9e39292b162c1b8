// Bytes that are UTF-8, or else of an older kind, as text.

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** What is valid UTF-8 is hardly ever anything else; all other bytes are read as ISO-8859-1. */
export function decodeBytes(bytes: Buffer): string {
  try {
    return utf8.decode(bytes);
  } catch {
    return bytes.toString("latin1");
  }
}

/** `%C3%A9` is `é`, and so is `%E9`. A `%` that begins no such pair stands for itself. */
export function decodePercent(text: string): string {
  return decodeBytes(readPercent(text));
}

/** The bytes that such a text stands for. */
export function readPercent(text: string): Buffer {
  const parts = text.split(/(%[\da-f]{2})/i);
  return Buffer.concat(
    // What was split by stands at every second place.
    parts.map((part, at) => (at % 2 === 0 ? Buffer.from(part) : Buffer.from(part.slice(1), "hex"))),
  );
}
