import type { SubmittedStep } from "../../../contracts/counted_flows.ts";
import { isObject } from "../../../http/object.ts";
import type { Change, Guide } from "../change.ts";
import { instantOf } from "../query.ts";
import { faults, renamed, SEVERAL } from "../refusals.ts";
import { type Check, faultsIn, flag, integer, isTrue, nullable, type Shape, storable, text, uuid } from "../shapes.ts";

const STEPS = 1_000;

const moment: Check = (value) =>
  typeof value === "string" && instantOf(value) !== null
    ? null
    : "This field must be a date, such as 2016-01-31T09:00:00.000Z.";

const steps: Check = (value) => {
  if (!Array.isArray(value)) return "This field must be a list.";
  if (value.length > STEPS) return `Ensure this field has no more than ${STEPS} elements.`;
  const bad = value.findIndex((step) => stepIn(step) === null);
  return bad === -1 ? null : `Step ${bad} needs a node, a date in arrived_on, and in its rule, if any, texts.`;
};

const SHAPE: Shape = {
  required: ["flow", "contact", "started", "steps"],
  checks: {
    flow: uuid,
    contact: uuid,
    revision: integer,
    started: moment,
    completed: flag,
    steps,
    submitted_by: nullable(text({ max: 200 })),
  },
};

/** v2 has no way to bring in a run that was made elsewhere: the legacy module does it. */
export const interviewsAreSentAsSteps: Change = {
  request: (call) => {
    const found = faultsIn(call.body, SHAPE);
    if (Object.keys(found).length > 0) return { refuse: faults(found) };
    if (!storable(call.body))
      return { refuse: faults({ [SEVERAL]: ["Null characters and half characters are not allowed."] }) };
    const { flow, contact, started, completed, steps: sent, submitted_by: by } = call.body;
    const args = {
      flow: String(flow).toLowerCase(),
      contact: String(contact).toLowerCase(),
      started: instantOf(String(started)) ?? 0,
      completed: isTrue(completed),
      steps: Array.isArray(sent) ? sent.map(stepIn).filter((step) => step !== null) : [],
      by: typeof by === "string" ? by : "",
    };
    return { ...call, act: { act: "steps.submit", args, shows: { kind: "runs", as: "one" } } };
  },
  problem: (answer) => renamed(answer, "account", SEVERAL),
};

/** Null for what is none. What the flow did at a step, its `actions`, is not looked at. */
function stepIn(value: unknown): SubmittedStep | null {
  if (!isObject(value)) return null;
  const { node, arrived_on: arrived, rule } = value;
  const arrivedOn = typeof arrived === "string" ? instantOf(arrived) : null;
  if (uuid(node) !== null || arrivedOn === null) return null;
  const step = { node: String(node).toLowerCase(), arrivedOn };
  if (rule === undefined || rule === null) return { ...step, answer: null };
  if (!isObject(rule)) return null;
  const { category, value: answered, text: words } = rule;
  if (typeof category !== "string") return null;
  const said = typeof words === "string" ? words : "";
  const worth = typeof answered === "number" ? String(answered) : answered;
  return { ...step, answer: { category, value: typeof worth === "string" ? worth : said, text: said } };
}

export const guide: Guide = {
  change:
    "v1 takes an interview that was held offline, with each of its steps, and makes or continues a run of it; v2 has no endpoint for that.",
  affects:
    "Clients that submit runs, such as Surveyor. What the steps say the flow did, their `actions`, is not carried out: write to `contacts` what was found out.",
  migrate:
    "Nothing in v2 takes runs that were made elsewhere. Keep results as fields of the contact, or start the flow with `flow_starts`.",
  why: "In v2 the server alone decides what happens in a flow.",
  severity: "loud",
};
