/** What is used of a WebSocket: a browser's, Node's own, or one of the package `ws`. */
export interface SocketLike {
  binaryType: string;
  send(data: string | Uint8Array<ArrayBuffer>): void;
  close(code?: number, reason?: string): void;
  addEventListener(type: 'open', listener: () => void): void;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
  addEventListener(
    type: 'close',
    listener: (event: { readonly code: number; readonly reason: string }) => void,
  ): void;
  addEventListener(type: 'error', listener: (event: object) => void): void;
}

/** Opens a WebSocket of one subprotocol; the token, where there is one, is in the address. */
export type OpenSocket = (url: string, subprotocol: string) => SocketLike;
