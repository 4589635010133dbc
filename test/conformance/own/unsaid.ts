/** Requests that leave it to the table, or to the account, which version they get. */
import type { Case, Expected } from "../cases.ts";
import { asCase, label, numbersOf } from "./case.ts";
import { latestOf, unsaidOutcome } from "./default.ts";
import type { OwnApplication } from "./table.ts";
import { outcome, PATH, RETIRED, UNKNOWN, usual, waysOf } from "./ways.ts";

/** What a request gets that says nothing, or only that it takes anything. */
export function unsaid(application: OwnApplication): readonly Case[] {
  const { name, latest, stages } = application;
  const where = name === "" ? "" : `${name}: `;
  const nothing = { path: PATH, headers: {} };
  const newest = latest ? latestOf(stages) : null;
  const byLatest: Expected = newest === null ? UNKNOWN.url : { status: 200, version: newest, by: "latest" };
  const preflight = { Origin: "https://app.example", "Access-Control-Request-Method": "PATCH" };
  return [
    asCase(application, `${where}no version`, nothing, unsaidOutcome(application)),
    asCase(application, `${where}any version`, { ...nothing, headers: { Accept: "*/*" } }, unsaidOutcome(application)),
    asCase(application, `${where}latest`, { path: `/latest${PATH}`, headers: {} }, byLatest),
    asCase(application, `${where}the root`, { path: "", headers: {} }, { status: 200, type: "discovery" }),
    ...[...stages.keys()].map((number) =>
      asCase(
        application,
        `preflight of ${label(application, number)}`,
        { path: `/v${number}${PATH}`, headers: preflight },
        { status: 204, type: "preflight" },
        { method: "OPTIONS" },
      ),
    ),
  ];
}

/** An account's own default is below whatever the request says. */
export function pinned(application: OwnApplication, headers: readonly string[]): readonly Case[] {
  const { stages } = application;
  const url = usual(waysOf(application, headers), "url");
  const nothing = { path: PATH, headers: {} };
  return numbersOf(application).flatMap((pin) => {
    const stage = stages.get(pin);
    const served: Expected =
      stage === undefined
        ? unsaidOutcome(application)
        : stage === "retired"
          ? RETIRED
          : { status: 200, version: pin, by: "pin" };
    return [
      asCase(application, `pinned to ${label(application, pin)}`, nothing, served, { pin }),
      ...[...stages].map(([number, said]) =>
        asCase(
          application,
          `pinned to ${label(application, pin)}, and ${label(application, number)} in the path`,
          url.says(number),
          outcome("url", number, said),
          { pin },
        ),
      ),
    ];
  });
}
