/**
 * Rows in the order their keys were asked for; keys without a row are left out. SQL would have to sort for it.
 */
export function inOrder<T, K extends string | number>(
  asked: readonly K[],
  rows: readonly T[],
  key: (row: T) => K,
): T[] {
  const found = new Map(rows.map((row) => [key(row), row]));
  return asked.flatMap((one) => {
    const row = found.get(one);
    return row === undefined ? [] : [row];
  });
}
