import { expect, vi } from 'vitest';
import type { EpisodePage, RunDetail } from '../../server/http/api.ts';

/** Starts an attack at a server, as the page's form does. */
export async function startAttack(
  url: string,
  name: string,
  config: Readonly<Record<string, unknown>>,
): Promise<void> {
  const response = await fetch(`${url}/api/attacks`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name, config }),
  });
  expect(response.status, await response.clone().text()).toBe(201);
}

/** Runs an attack to its end; gives the ids of its episodes in the order of their log. */
export async function attackRun(
  url: string,
  name: string,
  config: Readonly<Record<string, unknown>>,
): Promise<readonly string[]> {
  await startAttack(url, name, config);
  const run = `${url}/api/runs/${encodeURIComponent(name)}`;
  await vi.waitFor(
    async () => {
      const { summary } = (await (await fetch(run)).json()) as RunDetail;
      expect(summary.status).toBe('done');
    },
    { timeout: 60_000, interval: 200 },
  );
  const page = (await (await fetch(`${run}/episodes`)).json()) as EpisodePage;
  return page.episodes.map(({ id }) => id);
}
