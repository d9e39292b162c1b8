// Cookies that a server sets on the way to a file: they go back to that server, and to no other.

/** For one origin, so that neither another host nor a connection without TLS can get them. */
interface Cookie {
  name: string;
  value: string;
  path: string;
}

export class Cookies {
  readonly #byOrigin = new Map<string, Cookie[]>();

  /**
   * @param from where the reply came from
   * @param lines the values of its `Set-Cookie` headers, a line each
   * @param nowMs milliseconds since 1970
   */
  add(from: URL, lines: string | undefined, nowMs: number): void {
    for (const line of lines?.split("\n") ?? []) {
      const [pair = "", ...attributes] = line.split(";").map((part) => part.trim());
      const equals = pair.indexOf("=");
      if (equals < 1) continue;
      const path = readAttribute(attributes, "path");
      const cookie = {
        name: pair.slice(0, equals),
        value: pair.slice(equals + 1),
        path: path?.startsWith("/") ? path : chooseDefaultPath(from),
      };
      const others = this.#of(from).filter(
        ({ name, path }) => name !== cookie.name || path !== cookie.path,
      );
      const kept = isOver(attributes, nowMs) ? others : [...others, cookie];
      this.#byOrigin.set(from.origin, kept);
    }
  }

  /** The value of the `Cookie` header for a place; undefined for none. */
  choose(place: URL): string | undefined {
    const fitting = this.#of(place).filter(({ path }) => isWithin(place.pathname, path));
    if (fitting.length === 0) return undefined;
    return fitting.map(({ name, value }) => `${name}=${value}`).join("; ");
  }

  #of({ origin }: URL): readonly Cookie[] {
    return this.#byOrigin.get(origin) ?? [];
  }
}

function readAttribute(attributes: readonly string[], name: string): string | undefined {
  const found = attributes.find((one) => one.toLowerCase().startsWith(`${name}=`));
  return found?.slice(name.length + 1);
}

/** RFC 6265, 5.3: `Max-Age` comes before `Expires`. */
function isOver(attributes: readonly string[], nowMs: number): boolean {
  const maxAge = readAttribute(attributes, "max-age");
  if (maxAge !== undefined && /^-?\d+$/.test(maxAge)) return Number(maxAge) <= 0;
  return Date.parse(readAttribute(attributes, "expires") ?? "") <= nowMs;
}

/** RFC 6265, 5.1.4. */
function chooseDefaultPath({ pathname }: URL): string {
  return pathname.slice(0, pathname.lastIndexOf("/")) || "/";
}

function isWithin(pathname: string, path: string): boolean {
  return pathname === path || pathname.startsWith(path.endsWith("/") ? path : `${path}/`);
}
