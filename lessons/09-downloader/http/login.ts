// The login in a URL: it is sent, and kept out of everything that is shown or written down.

import { decodePercent } from "#lesson/09-downloader/http/headers/text-decoding.ts";

/** `https://anna:secret@example.org/` without what stands before the `@`. */
export function withoutLogin(url: string): string {
  const place = new URL(url);
  place.username = "";
  place.password = "";
  return place.href;
}

/**
 * The value of an `Authorization`. Undefined without a name.
 *
 * @param name as it stands in a URL, `%40` for `@`; so is the password
 */
export function writeLogin(name: string, password: string): string | undefined {
  if (name === "") return undefined;
  const login = [name, password].map(decodePercent).join(":");
  return `Basic ${Buffer.from(login).toString("base64")}`;
}
