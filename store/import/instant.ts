/** Instants of the import format: `YYYY-MM-DDTHH:MM:SS`, up to six digits of a fraction, `Z`. Pure. */
import type { Micros } from "../../contracts/records.ts";

const INSTANT = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.(\d{1,6}))?Z$/;

/** Null for anything else, and for days and hours that do not exist. */
export function parseInstant(text: string): Micros | null {
  const match = INSTANT.exec(text);
  if (match === null) return null;
  const [, seconds = "", fraction = ""] = match;
  const milliseconds = Date.parse(`${seconds}.000Z`);
  // Date.parse turns the 31st of February into the 3rd of March.
  if (Number.isNaN(milliseconds) || new Date(milliseconds).toISOString() !== `${seconds}.000Z`) return null;
  return milliseconds * 1000 + Number(fraction.padEnd(6, "0"));
}
