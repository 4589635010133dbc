/**
 * How names compare without case: SQLite's own folding knows ASCII only, so the folded form is made here and stored
 * beside the name in an indexed column.
 */
export function fold(name: string): string {
  return name.normalize("NFC").toLowerCase();
}
