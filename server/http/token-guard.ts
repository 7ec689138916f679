import type { RequestHandler } from 'express';
import { tokenCookie } from '../sockets/token-cookie.ts';
import { type TokenLock, tokenInQuery } from '../sockets/token-lock.ts';
import type { ApiError } from './api.ts';

const NEEDS_TOKEN: ApiError = {
  kind: 'usage',
  message: 'This server wants its token.',
  expected: 'Authorization: Bearer TOKEN, or ?token=TOKEN once in the address of the page',
};

/**
 * Keeps those without the token out. A browser brings it once in the page's address; it goes on
 * as a cookie, and out of the address, so that it is in no history and no link.
 */
export function tokenGuard(lock: TokenLock): RequestHandler {
  return (request, response, next) => {
    if (!lock.admits(request)) {
      response.setHeader('WWW-Authenticate', 'Bearer');
      response.status(401);
      if (request.path.startsWith('/api')) response.json({ error: NEEDS_TOKEN });
      else response.type('text/plain').send(`${NEEDS_TOKEN.message} Open it with ?token=TOKEN once.\n`);
      return;
    }
    const token = tokenInQuery(request);
    if (token === null || request.path.startsWith('/api')) {
      next();
      return;
    }
    const query = new URLSearchParams(request.url.split('?')[1]);
    query.delete('token');
    response.setHeader('Set-Cookie', tokenCookie(token));
    // A path of two slashes would be another host's address.
    const path = request.path.replace(/^\/+/, '/');
    response.redirect(303, query.size === 0 ? path : `${path}?${query}`);
  };
}
