/**
 * Four requests and who resolves them: our resolver; `negotiator` with regular expressions doing the same
 * job, or for a URL one regular expression alone. Runs in Node and in workerd, so nothing here is either's.
 *
 * `negotiator` gives back types without their parameters. To tell `version=2` it must be offered every
 * spelling of every live version; `narrow` is the quicker program that knows the vendor's types only and so
 * does a part of the job.
 */
import Negotiator from "negotiator";
import { readPath } from "../router/version/path.ts";
import { findVersion } from "../router/version/registry.ts";
import { resolve } from "../router/version/resolve.ts";
import { application, version } from "../test/registry.ts";

const NOW = 0;
const DEFAULT = 2;

const acme = application(
  [version(1, { bound: false, successor: 2 }), version(2, { successor: 3 }), version(3), version(4, { preview: true })],
  { default: DEFAULT },
);
const applications = new Map([["", acme]]);
const live = [2, 3, 4];

export type Side = "ours" | "theirs" | "narrow";

/** Each gives the number of the version. */
export interface Job {
  readonly inputs: readonly string[];
  readonly sides: Readonly<Partial<Record<Side, (input: string) => number>>>;
}

const ONE_EXPRESSION = /^(\/api\/v?(0|[1-9]\d{0,3}))(\/.*)?$/;

function ourPath(path: string): number {
  const reading = readPath(path, "/api", applications);
  if (reading.kind !== "below" || reading.rest === "") return -1;
  const resolution = resolve({ url: reading.version, headers: [], accept: "*/*", pin: null }, acme, NOW);
  return resolution.kind === "resolved" ? resolution.version.number : -1;
}

function theirPath(path: string): number {
  const match = ONE_EXPRESSION.exec(path);
  if (match === null || match[3] === "") return -1;
  return findVersion(acme, Number(match[2]))?.number ?? -1;
}

function ourAccept(accept: string): number {
  const resolution = resolve({ url: null, headers: [], accept, pin: null }, acme, NOW);
  return resolution.kind === "resolved" ? resolution.version.number : -1;
}

const OFFERED = [
  "application/json",
  ...live.flatMap((number) => [
    `application/vnd.acme-v${number}+json`,
    `application/vnd.acme.v${number}+json`,
    `application/json;version=${number}`,
  ]),
];
const VERSION_IN_OFFER = /(?:[-.]v|;version=)(\d+)/;

function theirAccept(accept: string): number {
  const type = new Negotiator({ headers: { accept } }).mediaType(OFFERED);
  if (type === undefined) return -1;
  const match = VERSION_IN_OFFER.exec(type);
  return match === null ? DEFAULT : Number(match[1]);
}

const VENDOR = /^application\/vnd\.acme[-.]v(0|[1-9]\d{0,3})\+json$/;
const GENERIC = /^(?:application\/(?:json|\*)|\*\/\*)$/;

function narrowAccept(accept: string): number {
  for (const type of new Negotiator({ headers: { accept } }).mediaTypes()) {
    const match = VENDOR.exec(type);
    if (match === null && GENERIC.test(type)) return DEFAULT;
    const found = match === null ? undefined : findVersion(acme, Number(match[1]));
    if (found !== undefined) return found.number;
  }
  return -1;
}

const byAccept = { ours: ourAccept, theirs: theirAccept, narrow: narrowAccept };

export const JOBS: Readonly<Record<string, Job>> = {
  url: {
    inputs: [
      "/api/v2/contacts.json",
      "/api/v3/contacts.json/00000000-0000-4000-8000-000000000101",
      "/api/2/groups.json",
      "/api/v3",
      "/api/v2/flow_starts.json",
    ],
    sides: { ours: ourPath, theirs: theirPath },
  },
  browser: {
    inputs: [
      "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8,application/signed-exchange;v=b3;q=0.7",
      "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    ],
    sides: byAccept,
  },
  vendor: { inputs: ["application/vnd.acme-v2+json", "application/vnd.acme-v3+json"], sides: byAccept },
  list: {
    inputs: [
      "application/vnd.acme-v3+json;q=0.9, application/vnd.acme-v2+json;q=0.5, */*;q=0.1",
      "application/vnd.acme-v2+json; q=0.8, application/json; q=0.4",
    ],
    sides: byAccept,
  },
};

/** @throws Error when the sides disagree: then they do not do the same job */
export function check(): void {
  for (const [name, { inputs, sides }] of Object.entries(JOBS)) {
    for (const input of inputs) {
      const answers = new Set(Object.values(sides).map((side) => side(input)));
      if (answers.size !== 1) throw new Error(`The sides of '${name}' disagree over ${input}: ${[...answers].join()}.`);
    }
  }
}

/** The sum of the answers, so that no compiler can leave the work out. */
export function work(job: string, side: Side, times: number): number {
  const run = JOBS[job]?.sides[side];
  const inputs = JOBS[job]?.inputs ?? [];
  if (run === undefined) throw new Error(`There is no side '${side}' of '${job}'.`);
  let sum = 0;
  for (let done = 0; done < times;) {
    for (const input of inputs) {
      sum += run(input);
      done++;
    }
  }
  return sum;
}
