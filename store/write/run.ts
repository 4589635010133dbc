/**
 * Runs a list of commands as one transaction: all of them, or none. A later command sees what an earlier one did.
 */
import type { Actor, Command, WriteOptions, WriteResult, Written } from "../../contracts/account.ts";
import type { Clock } from "../clock.ts";
import type { Database } from "../database.ts";
import type { Context } from "../read/account.ts";
import { addsData } from "../size.ts";
import { createCampaignEvent, deleteCampaignEvent, updateCampaignEvent } from "./campaign_events.ts";
import { createCampaign, updateCampaign } from "./campaigns.ts";
import { actOnContacts } from "./contact_act.ts";
import { createBroadcast } from "./broadcasts.ts";
import { createContact } from "./contact_create.ts";
import { deleteContact } from "./contact_delete.ts";
import { updateContact } from "./contact_update.ts";
import { appendEvent } from "./events.ts";
import { createField, updateField } from "./fields.ts";
import { createStart } from "./flow_starts.ts";
import { createGroup, deleteGroup, updateGroup } from "./groups.ts";
import { createLabel, deleteLabel, updateLabel } from "./labels.ts";
import { sendMessage } from "./message_send.ts";
import { actOnMessages } from "./message_act.ts";
import { keep, recall } from "./once.ts";
import { MISSING, type Outcome, type Writing } from "./outcome.ts";
import { createSubscriber, deleteSubscriber } from "../webhooks/subscribers.ts";

export interface Writer {
  readonly db: Database;
  readonly clock: Clock;
  readonly context: Context;
  /** Runs the work in one transaction; a throw undoes it. */
  readonly transaction: (work: () => void) => void;
  /** Whether nothing may be added to the database any more; absent: never. */
  readonly isFull?: () => boolean;
}

/** Thrown to undo the transaction; carries the answer out of it. */
class Undo extends Error {
  readonly result: WriteResult;
  constructor(result: WriteResult) {
    super("The transaction is undone.");
    this.result = result;
  }
}

export function runCommands(
  writer: Writer,
  actor: Actor,
  commands: readonly Command[],
  options: WriteOptions = {},
): WriteResult {
  let result: WriteResult = { ok: true, written: [] };
  try {
    writer.transaction(() => {
      const { db, clock, context } = writer;
      const { once, dryRun } = options;
      const before = once && recall(db, actor.key, once, clock.tick());
      if (before?.kind === "done") throw new Undo({ ok: true, written: before.written });
      if (before?.kind === "reused") throw new Undo({ ok: false, at: 0, why: "reused" });
      const adding = commands.findIndex(addsData);
      // A dry run adds nothing, and is asked what is wrong with the request.
      if (adding !== -1 && dryRun !== true && writer.isFull?.() === true)
        throw new Undo({ ok: false, at: adding, why: "full" });
      result = inOrder(writer, actor, commands);
      if (!result.ok || dryRun === true) throw new Undo(result);
      if (once) keep(db, actor.key, once, result.written, context.get(), clock.tick());
      writer.clock.save(writer.db);
    });
    return result;
  } catch (thrown) {
    // What was remembered inside the transaction has not happened.
    writer.context.forget();
    if (thrown instanceof Undo) return thrown.result;
    throw thrown;
  }
}

function inOrder(writer: Writer, actor: Actor, commands: readonly Command[]): WriteResult {
  const { context } = writer;
  const writing = writingOf(writer, actor);
  const written: Written[] = [];
  for (const [at, command] of commands.entries()) {
    const outcome = context.get() === null ? MISSING : apply(writing, command);
    if (!outcome.ok) return { ...outcome, at };
    written.push(outcome.written);
  }
  return { ok: true, written };
}

/** Who writes and when, noted in the log with every change. */
export function writingOf({ db, clock, context }: Writer, actor: Actor): Writing {
  const log: Writing["log"] = (action, kind, object) =>
    appendEvent(db, actor, { action, kind, object, createdOn: clock.tick() });
  return { db, clock, context, actor, log };
}

function apply(writing: Writing, command: Command): Outcome {
  switch (command.do) {
    case "subscriber.create":
      return createSubscriber(writing, command);
    case "subscriber.delete":
      return deleteSubscriber(writing, command.id);
    case "broadcast.create":
      return createBroadcast(writing, command);
    case "message.send":
      return sendMessage(writing, command);
    case "start.create":
      return createStart(writing, command);
    case "contact.act":
      return actOnContacts(writing, command);
    case "message.act":
      return actOnMessages(writing, command);
    case "label.create":
      return createLabel(writing, command.name);
    case "label.update":
      return updateLabel(writing, command.uuid, command.name);
    case "label.delete":
      return deleteLabel(writing, command.uuid);
    case "contact.create":
      return createContact(writing, command.set);
    case "contact.update":
      return updateContact(writing, command.target, command.set);
    case "contact.delete":
      return deleteContact(writing, command.target);
    case "group.create":
      return createGroup(writing, command.name);
    case "group.update":
      return updateGroup(writing, command.uuid, command.name);
    case "group.delete":
      return deleteGroup(writing, command.uuid);
    case "field.create":
      return createField(writing, command);
    case "field.update":
      return updateField(writing, command);
    case "campaign.create":
      return createCampaign(writing, command.set);
    case "campaign.update":
      return updateCampaign(writing, command);
    case "campaign_event.create":
      return createCampaignEvent(writing, command);
    case "campaign_event.update":
      return updateCampaignEvent(writing, command);
    case "campaign_event.delete":
      return deleteCampaignEvent(writing, command.uuid);
  }
}
