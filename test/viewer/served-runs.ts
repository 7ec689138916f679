import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { runAttack } from '../../server/attack/run-attack.ts';
import { parseAttackConfig } from '../../server/config/attack-config.ts';
import { parseServeConfig } from '../../server/config/serve-config.ts';
import { loadParts } from '../../server/evaluate/load-parts.ts';
import { openService } from '../../server/http/open-service.ts';
import { newFolder, SMALL, TOY_PLUGIN } from '../server/toy-runs.ts';
import { builtViewer } from './built-viewer.ts';

/** A server as `faultscape serve` opens it, over a folder of its own, with the toys and the built page. */
export interface ServedRuns {
  readonly url: string;
  readonly folder: string;
  /** Runs an attack to its end, outside the server; `changes` are laid over the small toy attack. */
  make(name: string, changes?: Readonly<Record<string, unknown>>): Promise<void>;
  close(): Promise<void>;
}

export async function serveRuns(): Promise<ServedRuns> {
  await loadParts([TOY_PLUGIN]);
  const folder = newFolder();
  const bugs: unknown[] = [];
  const service = await openService({
    config: parseServeConfig({ port: 0 }, {}),
    runsFolder: folder,
    plugins: [TOY_PLUGIN],
    onBug: (error) => bugs.push(error),
    pageFolder: await builtViewer(),
  });
  return {
    url: service.url,
    folder,
    async make(name, changes = {}) {
      const config = parseAttackConfig({ ...SMALL, out: join(folder, name), ...changes }, { settings: {} });
      const signal = new AbortController().signal;
      await runAttack({ config, resume: false, sink: { err: () => {}, errIsTty: false }, signal });
    },
    async close() {
      await service.close();
      rmSync(folder, { recursive: true, force: true });
      if (bugs.length > 0) throw new Error('the server met a bug of its own', { cause: bugs[0] });
    },
  };
}
