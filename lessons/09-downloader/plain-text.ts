// Text from elsewhere, made fit to be shown: it cannot steer a terminal, and tells no password.

/**
 * Control characters, C0 and C1; marks that turn the direction of text around; separators of lines.
 * A terminal obeys them, or shows another text than there is.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it is for
const steering = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** Everything up to the last `@` before the path: a password may have an `@` of its own. */
const login = /([a-z][a-z\d+.-]*:\/\/)[^\s/?#"]*@/gi;

/** Each of them becomes `by`. */
export function replaceSteering(text: string, by: string): string {
  return text.replace(steering, by);
}

/** As JSON writes them, such as `\u009b`. */
export function escapeSteering(text: string): string {
  return text.replace(
    steering,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** `https://anna:secret@example.org/` becomes `https://example.org/`, wherever it stands. */
export function hideLogins(text: string): string {
  return text.replace(login, "$1");
}

/** For a line in a terminal. */
export function toPlainText(text: string): string {
  return escapeSteering(hideLogins(text));
}

/** The same for several lines. */
export function toPlainLines(text: string): string {
  return text.split("\n").map(toPlainText).join("\n");
}

/** One line of JSON, with no password in it. */
export function toPlainJson(value: unknown): string {
  return escapeSteering(
    JSON.stringify(value, (_, part) => (typeof part === "string" ? hideLogins(part) : part)),
  );
}
