/** Who is asking: the first operator, whom the router has recognised, or one that the directory knows by a token. */
import { digestOf } from "../identity/digest.ts";
import { directory } from "./directory.ts";
import type { Env } from "./env.ts";
import { isToken } from "./operator-token.ts";
import type { Told } from "./told.ts";

/** The name under which the audit log has what the secret ADMIN_TOKEN was used for. */
export const FIRST = "first";

/** The operator's name; null for a stranger. A token that cannot be one of ours costs no lookup. */
export async function operatorOf(request: Request, told: Told, env: Env): Promise<string | null> {
  if (told.first) return FIRST;
  const token = /^bearer +(\S{1,64}) *$/i.exec(request.headers.get("Authorization") ?? "")?.[1];
  if (token === undefined || !isToken(token)) return null;
  return directory(env).operatorOf(await digestOf(token));
}
