/** Who asks, and where the client thinks it is: read from the fields that the router sets and vouches for. */
import type { Actor } from "../../contracts/account.ts";
import { FORWARDED, type Role } from "../../contracts/headers.ts";
import { VERSION } from "./release.ts";

export interface Caller {
  /** Null where no key was sent. */
  readonly account: string | null;
  readonly role: Role | null;
  readonly actor: Actor;
  /** What absolute links begin with: `https://host/api/v2`, no slash at the end. */
  readonly base: string;
}

export function readCaller(request: Request): Caller {
  const field = (name: string): string | null => request.headers.get(name);
  const url = new URL(request.url);
  const proto = field(FORWARDED.proto) ?? url.protocol.slice(0, -1);
  const host = field(FORWARDED.host) ?? url.host;
  const prefix = (field(FORWARDED.prefix) ?? "").replace(/\/+$/, "");
  return {
    account: field(FORWARDED.account),
    role: roleOf(field(FORWARDED.role)),
    actor: {
      key: field(FORWARDED.key) ?? "",
      version: field(FORWARDED.version) ?? String(VERSION),
      requestId: field(FORWARDED.requestId) ?? "",
      reason: "",
    },
    base: `${proto}://${host}${prefix}`,
  };
}

function roleOf(letter: string | null): Role | null {
  return letter === "A" || letter === "E" || letter === "S" ? letter : null;
}
