/** How messages are written: MessagePack in binary frames, or JSON in text frames. */
export type Encoding = 'msgpack' | 'json';

export const PROTOCOL_VERSION = 1;

/** What each encoding is called in Sec-WebSocket-Protocol; the first is the one to prefer. */
export const SUBPROTOCOLS: Readonly<Record<Encoding, string>> = {
  msgpack: `faultscape.v${PROTOCOL_VERSION}+msgpack`,
  json: `faultscape.v${PROTOCOL_VERSION}+json`,
};

/** The encoding a subprotocol stands for, or null for one of another version or kind. */
export function encodingOf(subprotocol: string): Encoding | null {
  const found = Object.entries(SUBPROTOCOLS).find(([, name]) => name === subprotocol);
  return found === undefined ? null : (found[0] as Encoding);
}
