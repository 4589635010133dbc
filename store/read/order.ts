/**
 * Rows in the order their keys were asked for; keys without a row are left out. SQL would have to sort for it.
 */
export function inOrder<T>(asked: readonly string[], rows: readonly T[], key: (row: T) => string): T[] {
  const found = new Map(rows.map((row) => [key(row), row]));
  return asked.flatMap((one) => {
    const row = found.get(one);
    return row === undefined ? [] : [row];
  });
}
