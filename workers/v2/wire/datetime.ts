/** Instants on the wire: `2016-01-01T00:00:00.000001Z`, always six digits and always UTC. Pure. */
import type { Micros } from "../../../contracts/records.ts";

export function wireInstant(micros: Micros): string {
  const millis = Math.floor(micros / 1000);
  const rest = String(micros - millis * 1000).padStart(3, "0");
  return `${new Date(millis).toISOString().slice(0, -1)}${rest}Z`;
}

const FILTER = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})\.(\d{1,6})Z?$/;

/**
 * A filter's instant. The fraction is required and there are no offsets: anything else is null, and finds
 * nothing (contract 0.5), because clients rely on never being refused for it.
 */
export function filterInstant(text: string): Micros | null {
  const match = FILTER.exec(text);
  if (match === null) return null;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number) as Six;
  const seconds = secondsOf({ year, month, day, hour, minute, second });
  return seconds === null ? null : seconds * 1_000_000 + Number((match[7] ?? "").padEnd(6, "0"));
}

type Six = [number, number, number, number, number, number];

export interface CivilTime {
  readonly year: number;
  /** From 1. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

/** Seconds since 1970 as if the clock stood in UTC, or null for a time no calendar has (February 30, 25:00). */
export function secondsOf(time: CivilTime): number | null {
  const { year, month, day, hour, minute, second } = time;
  if (year < 1 || hour > 23 || minute > 59 || second > 59) return null;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
  return date.getTime() / 1000 + hour * 3600 + minute * 60 + second;
}
