/** The key of a flow's result: its label in lower case, other characters than letters and digits as one underscore. Pure. */
export function resultKey(label: string): string {
  return label.toLowerCase().replace(/[^a-z0-9]+/g, "_");
}
