/**
 * Runs a list of commands as one transaction: all of them, or none. A later command sees what an earlier one did.
 */
import type { Actor, Command, WriteOptions, WriteResult, Written } from "../../contracts/account.ts";
import { addsData } from "../size.ts";
import { createCampaignEvent, deleteCampaignEvent, updateCampaignEvent } from "./campaign_events.ts";
import { createCampaign, updateCampaign } from "./campaigns.ts";
import { actOnContacts } from "./contact_act.ts";
import { createBroadcast } from "./broadcasts.ts";
import { createContact } from "./contact_create.ts";
import { deleteContact } from "./contact_delete.ts";
import { updateContact } from "./contact_update.ts";
import { createField, updateField } from "./fields.ts";
import { createStart } from "./flow_starts.ts";
import { createGroup, deleteGroup, updateGroup } from "./groups.ts";
import { createLabel, deleteLabel, updateLabel } from "./labels.ts";
import { sendMessage } from "./message_send.ts";
import { actOnMessages } from "./message_act.ts";
import { keep, recall } from "./once.ts";
import type { Outcome, Writing } from "./outcome.ts";
import { type Writer, kept, transact, undone, writingOf } from "./transaction.ts";
import { createSubscriber, deleteSubscriber } from "../webhooks/subscribers.ts";

export function runCommands(
  writer: Writer,
  actor: Actor,
  commands: readonly Command[],
  { once, dryRun = false }: WriteOptions = {},
): WriteResult {
  const { db, clock, context } = writer;
  return transact<WriteResult>(writer, () => {
    if (context.get() === null) return undone({ ok: false, at: 0, why: "no-account" });
    const before = once && recall(db, actor.key, once, clock.tick());
    if (before?.kind === "done") return undone({ ok: true, written: before.written });
    if (before?.kind === "reused") return undone({ ok: false, at: 0, why: "reused" });
    const adding = commands.findIndex(addsData);
    // A dry run adds nothing, and is asked what is wrong with the request.
    if (adding !== -1 && !dryRun && writer.isFull?.() === true) return undone({ ok: false, at: adding, why: "full" });
    const result = inOrder(writingOf(writer, actor), commands);
    if (!result.ok || dryRun) return undone(result);
    if (once) keep(db, actor.key, once, result.written, context.get(), clock.tick());
    return kept(result);
  });
}

function inOrder(writing: Writing, commands: readonly Command[]): WriteResult {
  const written: Written[] = [];
  for (const [at, command] of commands.entries()) {
    const outcome = apply(writing, command);
    if (!outcome.ok) return { ...outcome, at };
    written.push(outcome.written);
  }
  return { ok: true, written };
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
