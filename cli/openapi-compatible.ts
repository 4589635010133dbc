/**
 * Fails when an API document takes something away from clients of the one that was accepted last, and nobody has stood
 * up for it. Beside each `openapi.json`:
 *
 *  - `openapi.accepted.json` is what clients may rely on. `--accept` (part of `npm run generate`) moves it on to
 *    today's document, unless that breaks something;
 *  - `openapi.breaks.json` says which breaks are meant, and why: `[{"at": "/paths/~1groups.json/delete", "reason": …}]`.
 *
 * Without `--accept` nothing is written, and a document that has not been accepted fails too: what is new in it would
 * be promised to nobody.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import * as z from "zod";
import { type AcceptedBreaks, acceptedBreaks, judge } from "./openapi-accepted.ts";
import { documentFolders, fileIn } from "./openapi-documents.ts";

function check(folder: string, accept: boolean): readonly string[] {
  const today = readFileSync(fileIn(folder, "openapi.json"), "utf8");
  const acceptedFile = fileIn(folder, "openapi.accepted.json");
  const accepted = existsSync(acceptedFile) ? readFileSync(acceptedFile, "utf8") : null;
  const verdict = judge(accepted, today, meantIn(folder));
  switch (verdict.kind) {
    case "same":
      return [];
    case "moved":
      if (!accept) return [`${folder}/openapi.accepted.json is behind: run \`npm run generate\` and commit it.`];
      writeFileSync(acceptedFile, today);
      console.log(`wrote ${folder}/openapi.accepted.json`);
      return [];
    case "broken":
      return [
        `${folder}/openapi.json breaks what clients rely on. Take it back, or say why in ${folder}/openapi.breaks.json:`,
        ...verdict.breaks.map(({ at, what }) => `  ${at}\n    ${what}`),
      ];
  }
}

function meantIn(folder: string): AcceptedBreaks {
  const file = fileIn(folder, "openapi.breaks.json");
  if (!existsSync(file)) return [];
  const read = acceptedBreaks.safeParse(JSON.parse(readFileSync(file, "utf8")));
  if (read.success) return read.data;
  throw new Error(
    `${folder}/openapi.breaks.json is not a list of pointers and reasons:\n${z.prettifyError(read.error)}`,
  );
}

const faults = documentFolders().flatMap((folder) => check(folder, process.argv.includes("--accept")));
for (const fault of faults) console.error(fault);
process.exitCode = faults.length === 0 ? 0 : 1;
