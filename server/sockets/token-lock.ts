import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { queryOf } from './request-url.ts';
import { tokenInCookie } from './token-cookie.ts';

/** Opens to whoever brings the token, in a time that says nothing of how much of it was right. */
export class TokenLock {
  readonly #digest: Buffer | null;

  /** Null is a lock that is open to all. */
  constructor(token: string | null) {
    this.#digest = token === null ? null : digestOf(token);
  }

  /** By `Authorization: Bearer TOKEN`, or where no header is there by `?token=TOKEN` or the page's cookie. */
  admits(request: IncomingMessage): boolean {
    return this.fits(bearerOf(request) ?? tokenInQuery(request) ?? tokenInCookie(request) ?? '');
  }

  fits(token: string): boolean {
    // Digests are of equal length whatever came, which timingSafeEqual needs.
    return this.#digest === null || timingSafeEqual(this.#digest, digestOf(token));
  }
}

export function tokenInQuery(request: IncomingMessage): string | null {
  return queryOf(request)?.get('token') ?? null;
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function bearerOf(request: IncomingMessage): string | null {
  const header = request.headers.authorization;
  if (header === undefined) return null;
  return /^Bearer +(\S+)$/i.exec(header.trim())?.[1] ?? '';
}
