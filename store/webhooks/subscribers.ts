/**
 * Subscribing to a resthook, and no longer. A subscriber is bound for good to the form that it chose and to the contract
 * it came through; what is on its way to one that leaves is cancelled when its turn comes.
 */
import type { Failure } from "../../contracts/account.ts";
import type { WebhookCommand } from "../../contracts/webhooks.ts";
import { resthookId, subscriberById } from "../read/resthooks.ts";
import { MISSING, type Outcome, type Writing, invalid } from "../write/outcome.ts";
import { anywhere } from "./allowed.ts";
import { SUBSCRIBERS_LIMIT } from "./numbers.ts";
import { newSecret } from "./sign.ts";
import { judge } from "./target.ts";

type Created = Extract<WebhookCommand, { do: "subscriber.create" }>;

export function createSubscriber(writing: Writing, { resthook: slug, targetUrl, form }: Created): Outcome {
  const { db, clock, actor } = writing;
  const resthook = resthookId(db, slug);
  const judged = judge(targetUrl, anywhere());
  const failures: Failure[] = [];
  if (resthook === null) failures.push({ field: "resthook", code: "unknown", value: slug });
  if (!judged.ok) failures.push({ field: "targetUrl", code: judged.why });
  if (resthook === null || !judged.ok) return invalid(failures);
  const known = db.first(
    "SELECT id FROM resthook_subscribers WHERE resthook = ? AND target_url = ?",
    resthook,
    targetUrl,
  );
  if (known !== null) return invalid([{ field: "non_field_errors", code: "taken", value: slug }]);
  const others = db.all("SELECT id FROM resthook_subscribers WHERE resthook = ? LIMIT ?", resthook, SUBSCRIBERS_LIMIT);
  if (others.length >= SUBSCRIBERS_LIMIT) return invalid([{ field: "non_field_errors", code: "limit" }]);
  const secret = newSecret();
  const row = db.first<{ id: number }>(
    `INSERT INTO resthook_subscribers (resthook, target_url, secret, form, version, created_on)
      VALUES (?, ?, ?, ?, ?, ?) RETURNING id`,
    resthook,
    targetUrl,
    secret,
    form,
    actor.version,
    clock.tick(),
  );
  const subscriber = row === null ? null : subscriberById(db, row.id);
  if (subscriber === null) throw new Error("A subscriber was written in this transaction and must be readable in it.");
  writing.log("create", "resthook_subscriber", String(subscriber.id));
  return { ok: true, written: { kind: "subscriber", created: true, subscriber, secret } };
}

export function deleteSubscriber(writing: Writing, id: number): Outcome {
  if (subscriberById(writing.db, id) === null) return MISSING;
  writing.db.run("DELETE FROM resthook_subscribers WHERE id = ?", id);
  writing.log("delete", "resthook_subscriber", String(id));
  return { ok: true, written: { kind: "deleted" } };
}
