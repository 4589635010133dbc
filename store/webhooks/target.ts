/** Whether a URL may be called. Asked when somebody subscribes, and again before every try: rules change. Pure. */
import { isPublic } from "./address.ts";
import { TARGET_LIMIT } from "./numbers.ts";

export type Judged =
  | { readonly ok: true; readonly url: URL }
  /** form: not http(s), too long, or with credentials in it. place: it leads into somebody's own network. */
  | { readonly ok: false; readonly why: "form" | "place" };

/** @param anywhere loopback, private and other special addresses are called too */
export function judge(target: string, anywhere: boolean): Judged {
  const url = target.length <= TARGET_LIMIT ? URL.parse(target) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) return { ok: false, why: "form" };
  // Credentials in a URL would end up in every list of subscribers.
  if (url.username !== "" || url.password !== "") return { ok: false, why: "form" };
  return anywhere || isPublic(url.hostname) ? { ok: true, url } : { ok: false, why: "place" };
}
