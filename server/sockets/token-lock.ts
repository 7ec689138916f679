import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { queryOf } from './request-url.ts';

/** Opens to whoever brings the token, in a time that says nothing of how much of it was right. */
export class TokenLock {
  readonly #digest: Buffer | null;

  /** Null is a lock that is open to all. */
  constructor(token: string | null) {
    this.#digest = token === null ? null : digestOf(token);
  }

  /** By `Authorization: Bearer TOKEN`, or by `?token=TOKEN` where no header is there. */
  admits(request: IncomingMessage): boolean {
    return this.fits(bearerOf(request) ?? queryOf(request)?.get('token') ?? '');
  }

  fits(token: string): boolean {
    // Digests are of equal length whatever came, which timingSafeEqual needs.
    return this.#digest === null || timingSafeEqual(this.#digest, digestOf(token));
  }
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function bearerOf(request: IncomingMessage): string | null {
  const header = request.headers.authorization;
  if (header === undefined) return null;
  return /^Bearer +(\S+)$/i.exec(header.trim())?.[1] ?? '';
}
