/** What a frame of socket.io over a WebSocket says; both Engine.IO 3 and 4. */
export type Packet =
  /** The engine's handshake. */
  | { readonly type: 'open'; readonly pingIntervalMs: number }
  | { readonly type: 'close' }
  | { readonly type: 'ping'; readonly payload: string }
  /** The default namespace is joined. */
  | { readonly type: 'connect' }
  | { readonly type: 'disconnect' }
  | { readonly type: 'refusal'; readonly reason: string }
  | { readonly type: 'event'; readonly name: string; readonly data: unknown }
  /** Nothing for us: pongs, acknowledgements, other namespaces, binary parts, nonsense. */
  | { readonly type: 'other' };

const OTHER: Packet = { type: 'other' };
const DEFAULT_PING_MS = 25_000;

export const CONNECT = '40';
export const DISCONNECT = '41';
export const PING = '2';
/** An answer repeats what came with the ping. */
export const pong = (payload: string): string => `3${payload}`;
export const event = (name: string, data: unknown): string => `42${JSON.stringify([name, data])}`;

/** Never throws: what cannot be read is `other`. */
export function parsePacket(frame: string): Packet {
  const rest = frame.slice(1);
  switch (frame[0]) {
    case '0':
      return { type: 'open', pingIntervalMs: pingIntervalOf(rest) };
    case '1':
      return { type: 'close' };
    case '2':
      return { type: 'ping', payload: rest };
    case '4':
      return parseMessage(rest);
    default:
      return OTHER;
  }
}

function parseMessage(message: string): Packet {
  const body = message.slice(1);
  if (body.startsWith('/') && !/^\/(?:,|$)/.test(body)) return OTHER;
  const content = body.replace(/^\/,?/, '');
  switch (message[0]) {
    case '0':
      return { type: 'connect' };
    case '1':
      return { type: 'disconnect' };
    case '2':
      // An id before the list asks for an acknowledgement, which drive.py never does.
      return parseEvent(content.replace(/^\d+/, ''));
    case '4':
      return { type: 'refusal', reason: content };
    default:
      return OTHER;
  }
}

function parseEvent(text: string): Packet {
  const list = parsed(text);
  if (!Array.isArray(list) || typeof list[0] !== 'string') return OTHER;
  return { type: 'event', name: list[0], data: list[1] };
}

function pingIntervalOf(handshake: string): number {
  const fields = parsed(handshake);
  const interval =
    typeof fields === 'object' && fields !== null && 'pingInterval' in fields ? fields.pingInterval : null;
  return typeof interval === 'number' && interval >= 100 ? interval : DEFAULT_PING_MS;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
