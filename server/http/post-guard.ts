import type { RequestHandler } from 'express';
import { MessageRate } from '../sockets/message-rate.ts';
import { shown } from '../sockets/shown.ts';
import type { ApiError } from './api.ts';

/** What changes something here may be asked for so often, by all together. */
const MOST_PER_S = 5;
export const BODY_LIMIT = '64kb';

/**
 * Lets a request through that may change something: not too often, and only in a form that no
 * page of another site can send without this server's leave.
 */
export function postGuard(nowMs: () => number = () => performance.now()): RequestHandler {
  const rate = new MessageRate(MOST_PER_S, nowMs);
  return (request, response, next) => {
    const refuse = (status: number, error: ApiError) => void response.status(status).json({ error });
    if (request.method === 'GET' || request.method === 'HEAD') {
      next();
      return;
    }
    const site = request.headers['sec-fetch-site'];
    const type = request.headers['content-type'] ?? 'none';
    if (site !== undefined && site !== 'same-origin' && site !== 'none') {
      refuse(403, { kind: 'usage', message: 'Pages of other sites may not change anything here.' });
    } else if (!/^application\/json\s*(;|$)/i.test(type)) {
      const message = 'The body of a request is JSON here.';
      refuse(415, { kind: 'usage', message, expected: 'Content-Type: application/json', got: shown(type) });
    } else if (!rate.admits()) {
      response.setHeader('Retry-After', '1');
      refuse(429, {
        kind: 'usage',
        message: 'Too many requests at once.',
        expected: `at most ${MOST_PER_S} a second`,
      });
    } else {
      next();
    }
  };
}
