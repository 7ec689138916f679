import type { IncomingMessage } from 'node:http';
import { isLoopback } from './loopback.ts';
import { shown } from './shown.ts';

/**
 * Tells pages of other sites from this server's own. A program sends no Origin and passes; a page
 * passes when it came from the very host it asks, or from an origin the user named. A server on
 * loopback also wants to be called by a loopback name: otherwise a site could point its own name
 * at this machine and be of "the same origin" (DNS rebinding).
 */
export class VisitorCheck {
  readonly #loopbackOnly: boolean;
  readonly #origins: ReadonlySet<string>;
  readonly #hosts: ReadonlySet<string>;

  constructor(host: string, allowedOrigins: readonly string[]) {
    this.#loopbackOnly = isLoopback(host);
    this.#origins = new Set(allowedOrigins);
    this.#hosts = new Set(allowedOrigins.map((origin) => new URL(origin).host));
  }

  /** Why a request is turned away, or null. */
  problem(request: IncomingMessage): string | null {
    const { host, origin } = request.headers;
    if (host === undefined) return 'The request names no Host.';
    if (this.#loopbackOnly && !isLoopback(nameOf(host)) && !this.#hosts.has(host)) {
      return `This server answers to loopback names only, not to ${shown(host)}.`;
    }
    if (origin === undefined || this.#origins.has(origin)) return null;
    if (origin === `http://${host}` || origin === `https://${host}`) return null;
    return `Pages of ${shown(origin)} may not use this server; its own are http://${shown(host)}.`;
  }
}

/** The name in a Host header: without its port, and without the brackets of an IPv6 address. */
function nameOf(host: string): string {
  return host.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1');
}
