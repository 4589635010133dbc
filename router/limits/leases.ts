/**
 * The leases that are out. Each remembers how much of it every policy would take back. Forgetting one only
 * loses its refund.
 */
import { MOST_LEASES } from "./numbers.ts";
import { advance, refund, roomLeft, spent, type Tally } from "./tally.ts";

export interface Lease {
  readonly isolate: string;
  /** Of the take that got it: its name, so that a holder can close a lease it never received. */
  readonly seq: number;
  readonly n: number;
  /** Reported so far. */
  used: number;
  readonly expiry: number;
  /** By policy: tokens it would take back now. */
  readonly rooms: Record<string, number>;
}

/** What has become of a lease: all it has spent so far, and whether that is all it ever will. */
export interface Report {
  readonly lease: number;
  readonly used: number;
  readonly closed: boolean;
}

/** The part of the stored row that is about leases. */
interface Books {
  readonly tallies: Record<string, Tally>;
  /** The oldest first. */
  readonly leases: Lease[];
}

export function record(books: Books, lease: Lease): void {
  books.leases.push(lease);
  if (books.leases.length > MOST_LEASES) books.leases.shift();
}

/**
 * Takes note of a report (rule 5). Of a lease it does not know (after a restart, or closed before) it believes
 * nothing, and of one that is still open nothing comes back.
 */
export function settle(books: Books, isolate: string, report: Report, now: number): void {
  const at = books.leases.findIndex((lease) => lease.seq === report.lease && lease.isolate === isolate);
  const lease = books.leases[at];
  if (lease === undefined) return;
  const used = Math.min(lease.n, Math.max(lease.used, report.used));
  const unused = report.closed ? lease.n - used : 0;
  const news = used - lease.used;
  lease.used = used;
  if (report.closed) books.leases.splice(at, 1);
  for (const [name, room] of Object.entries(lease.rooms)) {
    const tally = books.tallies[name];
    if (tally === undefined) continue;
    advance(tally, now);
    mind(books, tally);
    const left = roomLeft(tally, room, lease.expiry);
    spent(tally, Math.min(news, left), lease.expiry, now);
    refund(tally, Math.min(unused, left), lease.expiry);
    // What comes back fills a bucket for all others too.
    mind(books, tally);
  }
}

/** Keeps what each lease may still give back, now that this policy's level is at a high point. */
export function mind(books: Books, tally: Tally): void {
  const { name } = tally.policy;
  for (const lease of books.leases) {
    const room = lease.rooms[name];
    if (room !== undefined) lease.rooms[name] = roomLeft(tally, room, lease.expiry);
  }
}

/** A policy that starts anew takes nothing back of leases from before. */
export function forget(books: Books, name: string): void {
  delete books.tallies[name];
  for (const lease of books.leases) delete lease.rooms[name];
}

/** Drops leases whose report would change nothing any more. */
export function dropSettled(books: Books, now: number): void {
  const matters = ({ rooms, expiry }: Lease) => {
    const left = Object.values(rooms);
    return left.length > 0 && (expiry > now || left.some((room) => room > 0));
  };
  if (!books.leases.every(matters)) books.leases.splice(0, books.leases.length, ...books.leases.filter(matters));
}
