/**
 * A large account in the import format, made on the fly: the same lines on every run, each made of its number alone, so
 * that nothing of it is ever held. Both sizes have the same proportions; they differ in how much of everything there is.
 */

import { DELETED, FEW, FIELDS, type Line, RESTHOOKS, type Sizes } from "./store-sizes.ts";
import { type Kind, instantOf, slugOf, times, uuidOf } from "./store-made.ts";
import { callLine, contactLine, flowLine, messageLine, resthookEventLine, runLine } from "./store-traffic.ts";

export function orgLine(key: string): Line {
  const flags = { anon: false, suspended: false };
  const places = { country: "RW", timezone: "Africa/Kigali", date_style: "day_first", rate_limit: null };
  const languages = { languages: ["eng", "fra"], primary_language: "eng" };
  const uuid = uuidOf("other", 1_000_000 + key.length);
  return { org: { key, id: 1, uuid, name: key, ...places, ...languages, ...flags } };
}

/** What an account has few of, in the order of the format; contacts, flows and traffic follow apart. */
export function fewLines(): Line[] {
  const made = (index: number) => ({ created_on: instantOf(index) });
  const known = (kind: Kind, index: number) => ({ uuid: uuidOf(kind, index), ...made(index) });
  return [
    ...times(FEW.channels, (index) => ({
      channels: {
        id: index + 1,
        ...known("channel", index),
        name: `Channel ${index}`,
        address: `+25078${index % 900}`,
        country: "RW",
        type: "A",
        schemes: ["tel"],
        device: null,
        last_seen: null,
      },
    })),
    ...times(FIELDS, (index) => ({
      fields: { key: `field_${index}`, label: `Field ${index}`, value_type: "text", ...made(index) },
    })),
    ...times(FEW.groups, (index) => ({
      groups: { id: index + 1, ...known("group", index), name: `Group ${index}`, query: null },
    })),
    ...times(FEW.labels, (index) => ({ labels: { ...known("label", index), name: `Label ${index}` } })),
  ];
}

export function resthookLine(index: number): Line {
  return { resthooks: { resthook: slugOf(index), created_on: instantOf(index), modified_on: instantOf(index) } };
}

export function boundaryLine(index: number): Line {
  const ring = times(8, (at) => [30 + at / 10, -2 - index / 1_000]);
  return {
    boundaries: {
      osm_id: `R${String(index).padStart(6, "0")}`,
      name: `Place ${index}`,
      level: index === 0 ? 0 : 1,
      parent: index === 0 ? null : "R000000",
      aliases: [`Alias ${index}`],
      geometry: { type: "MultiPolygon", coordinates: [[ring]] },
    },
  };
}

export interface Part {
  readonly name: string;
  readonly lines: () => Iterable<Line>;
}

function* numbered(count: number, line: (index: number) => Line): Generator<Line> {
  for (let index = 0; index < count; index++) yield line(index);
}

/** The whole account, in the order of the format. */
export function partsOf(key: string, sizes: Sizes): Part[] {
  return [
    { name: "settings", lines: () => [orgLine(key), ...fewLines()] },
    { name: "contacts", lines: () => numbered(sizes.contacts + DELETED, (index) => contactLine(index, sizes)) },
    { name: "flows", lines: () => numbered(FEW.flows, flowLine) },
    { name: "messages", lines: () => numbered(sizes.messages, (index) => messageLine(index, sizes)) },
    { name: "runs", lines: () => numbered(sizes.runs, (index) => runLine(index, sizes)) },
    { name: "channel_events", lines: () => numbered(sizes.calls, (index) => callLine(index, sizes)) },
    { name: "resthooks", lines: () => numbered(RESTHOOKS, resthookLine) },
    { name: "resthook_events", lines: () => numbered(sizes.log, resthookEventLine) },
    { name: "boundaries", lines: () => numbered(FEW.boundaries, boundaryLine) },
  ];
}
