/**
 * Every step of the schema, oldest first. Append only: an object that slept through a year of deploys applies
 * what it missed when it wakes, so a step that has been deployed is never edited; a mistake gets a new step.
 */
import account from "./0001_account.sql";
import contacts from "./0002_contacts.sql";
import messaging from "./0003_messaging.sql";
import messages from "./0004_messages.sql";
import work from "./0005_work.sql";
import webhooks from "./0006_webhooks.sql";
import idempotency from "./0007_idempotency.sql";
import campaigns from "./0008_campaigns.sql";
import totals from "./0009_totals.sql";
import definitions from "./0010_definitions.sql";
import released from "./0011_released.sql";
import removal from "./0012_removal.sql";
import contactRows from "./0013_contact_rows.sql";
import expiry from "./0014_expiry.sql";
import type { Migration } from "../migrate.ts";

export const MIGRATIONS: readonly Migration[] = [
  { name: "0001_account", sql: account },
  { name: "0002_contacts", sql: contacts },
  { name: "0003_messaging", sql: messaging },
  { name: "0004_messages", sql: messages },
  { name: "0005_work", sql: work },
  { name: "0006_webhooks", sql: webhooks },
  { name: "0007_idempotency", sql: idempotency },
  { name: "0008_campaigns", sql: campaigns },
  { name: "0009_totals", sql: totals },
  { name: "0010_definitions", sql: definitions },
  { name: "0011_released", sql: released },
  { name: "0012_removal", sql: removal },
  { name: "0013_contact_rows", sql: contactRows },
  { name: "0014_expiry", sql: expiry },
];
