/** Labels of fields. Pure. */

/** The key that v2 makes of a label: lower case, runs of anything but letters and digits become one underscore. */
export function keyOfLabel(label: string): string {
  return label
    .trim()
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_");
}
