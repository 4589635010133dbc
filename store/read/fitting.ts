/** How many of some things, from the first on, fit into so many bytes together. Pure. */
export function fitting(sizes: readonly number[], bytes: number): number {
  let used = 0;
  const over = sizes.findIndex((size) => {
    used += size;
    return used > bytes;
  });
  return over === -1 ? sizes.length : over;
}
