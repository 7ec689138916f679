import type { IncomingMessage } from 'node:http';

/** The path a request asks for, or null when its target is no path. */
export function pathOf(request: IncomingMessage): string | null {
  return urlOf(request)?.pathname ?? null;
}

export function queryOf(request: IncomingMessage): URLSearchParams | null {
  return urlOf(request)?.searchParams ?? null;
}

function urlOf({ url }: IncomingMessage): URL | null {
  if (url === undefined || !url.startsWith('/')) return null;
  // "//host/path" would be read as another host's address.
  return URL.canParse(`http://localhost${url}`) ? new URL(`http://localhost${url}`) : null;
}
