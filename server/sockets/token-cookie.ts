import type { IncomingMessage } from 'node:http';

const NAME = 'faultscape-token';

/** The token as the page's browser keeps it: no script can read it, and no other site can send it. */
export function tokenCookie(token: string): string {
  return `${NAME}=${encodeURIComponent(token)}; HttpOnly; SameSite=Strict; Path=/`;
}

/** The token in a request's cookie, or null. */
export function tokenInCookie(request: IncomingMessage): string | null {
  for (const pair of request.headers.cookie?.split(';') ?? []) {
    const [name, value] = pair.trim().split('=');
    if (name === NAME && value !== undefined) return decoded(value);
  }
  return null;
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
