import { signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';

/** Where the page is: `path` without a trailing slash, decoded; the query as it stands. */
export interface Place {
  readonly path: string;
  readonly query: URLSearchParams;
}

/** The page's place; changes with the address bar. */
export const place = signal(here());

function here(): Place {
  const path = decodeURIComponent(location.pathname).replace(/(.)\/+$/, '$1');
  return { path, query: new URLSearchParams(location.search) };
}

window.addEventListener('popstate', () => {
  place.value = here();
});

/** Goes to another address of this page; `replace` keeps the way back short (scrubbing, filters). */
export function navigate(to: string, { replace = false } = {}): void {
  if (replace) history.replaceState(null, '', to);
  else history.pushState(null, '', to);
  place.value = here();
}

/** Changes fields of the query in place; null takes one out. */
export function setQuery(changes: Readonly<Record<string, string | null>>): void {
  const query = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) query.delete(name);
    else query.set(name, value);
  }
  const text = query.toString();
  navigate(location.pathname + (text === '' ? '' : `?${text}`), { replace: true });
}

/** The address of a run's page. Names are folders: each part is escaped by itself. */
export function runPath(name: string): string {
  return `/runs/${name.split('/').map(encodeURIComponent).join('/')}`;
}

/** A link that stays in the page; with a modifier key it behaves as any other. */
export function Link(props: {
  readonly to: string;
  readonly children: ComponentChildren;
  readonly class?: string;
  readonly current?: boolean;
}) {
  const onClick = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    navigate(props.to);
  };
  return (
    <a
      href={props.to}
      onClick={onClick}
      class={props.class}
      aria-current={props.current === true ? 'page' : undefined}
    >
      {props.children}
    </a>
  );
}
