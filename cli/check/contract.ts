/**
 * Whether an API document takes something away from clients of the one that was accepted last, and nobody has stood up
 * for it. Beside each `openapi.json`:
 *
 *  - `openapi.accepted.json` is what clients may rely on. `npm run generate` moves it on to today's document, unless that
 *    breaks something;
 *  - `openapi.breaks.json` says which breaks are meant, and why: `[{"at": "/paths/~1groups.json/delete", "reason": …}]`.
 *
 * A document that has not been accepted fails too: what is new in it would be promised to nobody. Of previews, and of v0,
 * nothing is promised, and their documents may change as they like.
 */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import { type AcceptedBreaks, acceptedBreaks, judge } from "../openapi-accepted.ts";

/** Relative to the project: `folder` has an `openapi.json`. */
export interface Contract {
  readonly root: string;
  readonly folder: string;
  /** Of versions of which nothing is promised yet. */
  readonly open: boolean;
}

/** Sentences, and indented lines that belong to the one before; none: it keeps what was promised. */
export async function contractFaults({ root, folder, open }: Contract): Promise<readonly string[]> {
  if (open) return [];
  const today = await textAt(root, folder, "openapi.json");
  if (today === null) return [`${folder}/openapi.json is missing: run \`npm run generate\` and commit it.`];
  const meant = await meantIn(root, folder);
  if (typeof meant === "string") return [meant];
  const verdict = judged(await textAt(root, folder, "openapi.accepted.json"), today, meant);
  switch (verdict.kind) {
    case "same":
      return [];
    case "moved":
      return [`${folder}/openapi.accepted.json is behind: run \`npm run generate\` and commit it.`];
    case "broken":
      return [
        [
          `${folder}/openapi.json breaks what clients rely on. Take it back, or say why in ${folder}/openapi.breaks.json:`,
          ...verdict.breaks.map(({ at, what }) => `  ${at}\n    ${what}`),
        ].join("\n"),
      ];
    case "unreadable":
      return [`${folder}/openapi.json or its openapi.accepted.json is no JSON: correct it.`];
  }
}

/** Moves what clients may rely on to today's document. Answers whether it did; what breaks something is left where it is. */
export async function acceptContract(contract: Contract): Promise<boolean> {
  const { root, folder, open } = contract;
  const today = await textAt(root, folder, "openapi.json");
  const accepted = await textAt(root, folder, "openapi.accepted.json");
  if (today === null || today === accepted) return false;
  const meant = await meantIn(root, folder);
  if (typeof meant === "string") return false;
  if (!open && judged(accepted, today, meant).kind !== "moved") return false;
  await writeFile(join(root, folder, "openapi.accepted.json"), today);
  return true;
}

type Judged = ReturnType<typeof judge> | { readonly kind: "unreadable" };

function judged(accepted: string | null, today: string, meant: AcceptedBreaks): Judged {
  try {
    return judge(accepted, today, meant);
  } catch {
    return { kind: "unreadable" };
  }
}

/** A sentence where the file is not what it has to be. */
async function meantIn(root: string, folder: string): Promise<AcceptedBreaks | string> {
  const text = await textAt(root, folder, "openapi.breaks.json");
  if (text === null) return [];
  const name = `${folder}/openapi.breaks.json`;
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    return `${name} is no JSON: correct it.`;
  }
  const read = acceptedBreaks.safeParse(given);
  return read.success ? read.data : `${name} is not a list of pointers and reasons:\n${z.prettifyError(read.error)}`;
}

async function textAt(root: string, folder: string, name: string): Promise<string | null> {
  return readFile(join(root, folder, name), "utf8").catch(() => null);
}
