/** One open socket, as whoever answers at its address sees it. Handlers are set in `open`, at once. */
export interface GuardedSocket {
  /** Binary for bytes, text for a string. Silent when the peer is gone; a peer that does not read is dropped. */
  send(data: Uint8Array | string): void;
  /** What was sent and is not yet on its way. */
  readonly bufferedBytes: number;
  /** So many messages are asked for: they do not count against the peer's rate. */
  invite(messages: number): void;
  close(code: number, reason: string): void;
  onMessage: (data: Uint8Array | string) => void;
  /** The peer sends faster than it may; what is sent here still reaches it, then it is closed. */
  onTooFast: () => void;
  /** Said once, however the socket ended; `why` is a phrase for people. */
  onClose: (why: string) => void;
}

export interface SocketAbout {
  /** The subprotocol agreed on; null at an address without any. */
  readonly protocol: string | null;
  /** Address of the peer, for people. */
  readonly remote: string;
}

/** An address of the server at which sockets open. */
export interface SocketRoute {
  readonly path: string;
  /** Subprotocols spoken here, or null where none is asked for. */
  readonly protocols: readonly string[] | null;
  /** More than so many at once are refused with 503. */
  readonly maxSockets: number;
  open(socket: GuardedSocket, about: SocketAbout): void;
}
