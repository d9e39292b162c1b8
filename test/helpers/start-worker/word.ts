// What import-later.ts imports.

export const word: string = "imported later";
