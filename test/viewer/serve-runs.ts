import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll } from 'vitest';
import { parseServeConfig } from '../../server/config/serve-config.ts';
import { loadParts } from '../../server/evaluate/load-parts.ts';
import { openService, type Service } from '../../server/http/open-service.ts';
import { builtViewer } from './built-viewer.ts';

export interface ServedRuns {
  readonly service: Service;
  readonly url: string;
  /** Where the runs lie; a temporary folder. */
  readonly folder: string;
}

/** A real server on a port of its own, with the page built from these sources, until the test file ends. */
export async function serveRuns(options: { plugins?: readonly string[] } = {}): Promise<ServedRuns> {
  const { plugins = [] } = options;
  const folder = temporaryFolder();
  await loadParts(plugins);
  const bugs: unknown[] = [];
  const service = await openService({
    config: parseServeConfig({ port: 0 }, {}),
    runsFolder: folder,
    plugins,
    onBug: (error) => bugs.push(error),
    pageFolder: await builtViewer(),
  });
  afterAll(async () => {
    await service.close();
    if (bugs.length > 0) throw bugs[0];
  });
  return { service, url: service.url, folder };
}

export function temporaryFolder(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'faultscape-runs-'));
  afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));
  return folder;
}
