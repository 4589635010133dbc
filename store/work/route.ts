/** Which of a contact's URNs a message goes to, and through which channel. Pure. */

export interface Channel {
  readonly id: number;
  readonly schemes: readonly string[];
}

export interface Way {
  readonly urn: string;
  readonly channel: number;
}

/**
 * The first URN that some channel serves, through the first channel that serves it; null: the contact cannot be
 * reached.
 * @param urns the contact's, the one to be tried first in front
 * @param channels those that may be used, the preferred ones first
 */
export function route(urns: readonly string[], channels: readonly Channel[]): Way | null {
  for (const urn of urns) {
    const scheme = urn.slice(0, urn.indexOf(":"));
    const channel = channels.find(({ schemes }) => schemes.includes(scheme));
    if (channel !== undefined) return { urn, channel: channel.id };
  }
  return null;
}
