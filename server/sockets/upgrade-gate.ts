import type { IncomingMessage } from 'node:http';
import { pathOf } from './request-url.ts';
import { shown } from './shown.ts';
import type { SocketRoute } from './socket-route.ts';
import type { TokenLock } from './token-lock.ts';
import type { VisitorCheck } from './visitor-check.ts';

/** An HTTP answer that says no. */
export interface Refusal {
  readonly status: 400 | 401 | 403 | 404 | 503;
  readonly sentence: string;
}

export type Admission =
  | { readonly route: SocketRoute; readonly protocol: string | null }
  | { readonly refusal: Refusal };

/** Decides which upgrade requests become sockets, and says to the others why not. */
export class UpgradeGate {
  readonly #routes: readonly SocketRoute[];
  readonly #visitors: VisitorCheck;
  readonly #lock: TokenLock;

  constructor(routes: readonly SocketRoute[], visitors: VisitorCheck, lock: TokenLock) {
    this.#routes = routes;
    this.#visitors = visitors;
    this.#lock = lock;
  }

  /** `openAt` counts the sockets that are open at a route now. */
  admit(request: IncomingMessage, openAt: (route: SocketRoute) => number): Admission {
    const stranger = this.#visitors.problem(request);
    if (stranger !== null) return refuse(403, stranger);
    const path = pathOf(request);
    const route = this.#routes.find((each) => each.path === path);
    if (route === undefined) {
      const known = this.#routes.map((each) => each.path).join(', ');
      return refuse(404, `There is no socket at ${shown(path ?? '?')}; there are ${known}.`);
    }
    if (!this.#lock.admits(request)) {
      return refuse(401, 'This server wants its token: Authorization: Bearer TOKEN, or ?token=TOKEN.');
    }
    const offered = protocolsOf(request);
    const protocol = offered.find((each) => route.protocols?.includes(each)) ?? null;
    if (route.protocols !== null && protocol === null) {
      const came = offered.length === 0 ? 'none' : shown(offered.join(', '));
      const sentence = `The server speaks the subprotocols ${route.protocols.join(', ')}; the client offers ${came}.`;
      return refuse(400, sentence);
    }
    if (openAt(route) >= route.maxSockets) {
      return refuse(503, `All ${route.maxSockets} seats at ${route.path} are taken; try again later.`);
    }
    return { route, protocol };
  }
}

function refuse(status: Refusal['status'], sentence: string): Admission {
  return { refusal: { status, sentence } };
}

function protocolsOf(request: IncomingMessage): readonly string[] {
  const header = request.headers['sec-websocket-protocol'];
  return header === undefined ? [] : header.split(',').map((each) => each.trim());
}
