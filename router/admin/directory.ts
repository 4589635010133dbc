/** The directory's answers as outcomes: what was changed, or why not, in one exhaustive switch. */
import { type Account, type Answer, DIRECTORY, type DirectoryObject, type Why } from "../identity/directory.ts";
import type { Env } from "./env.ts";
import { json, type Outcome, refused } from "./outcome.ts";
import type { Refusal } from "./refusal.ts";

/** A new stub each time: one that has seen an exception may be broken for good. */
export function directory(env: Env): DirectoryObject {
  return env.DIRECTORY.getByName(DIRECTORY);
}

/** One account as `say` words it; 404 when there is none of this key. */
export async function ofAccount(env: Env, account: string, say: (found: Account) => unknown): Promise<Outcome> {
  const found = await directory(env).account(account);
  return found === null ? refused({ kind: "account-unknown", account }) : json(say(found));
}

/** What a change was about, for the sentence of its refusal. */
export interface About {
  readonly account?: string;
  readonly key?: string;
  readonly operator?: string;
}

/**
 * @param say the body of the answer; left out: 204, or 202 when it is not in effect yet
 */
export function changed<T>(
  answer: Answer<T>,
  about: About,
  say?: (value: T) => unknown,
  status: 200 | 201 = 200,
): Outcome {
  if (!answer.ok) return refused(refusalOf(answer.why, about));
  const body = say === undefined ? null : say(answer.value);
  // 202 (RFC 9110 15.3.3): written, and not yet met by every request.
  if (!answer.inEffect) return { kind: "json", status: 202, body };
  return body === null ? { kind: "empty" } : { kind: "json", status, body };
}

export function refusalOf(why: Why, { account = "", key = "", operator = "" }: About): Refusal {
  switch (why) {
    case "account-unknown":
    case "account-exists":
    case "too-many-keys":
      return { kind: why, account };
    case "key-unknown":
      return { kind: why, id: key };
    case "operator-unknown":
    case "operator-exists":
      return { kind: why, name: operator };
    case "key-exists":
      // 192 bits of chance twice the same: rather a broken source of chance, which nobody should be given a key of.
      throw new Error("A new key was there already.");
  }
}
