import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { FaultscapeError } from '../../sim/core/index.ts';

/**
 * Fills the registries: what the package ships, then the user's plug-in modules in order.
 * A plug-in is a module that calls registerTask, registerAgent or registerAdversary.
 */
export async function loadParts(plugins: readonly string[]): Promise<void> {
  await import('../../adversary/index.ts');
  await loadEpisodeParts(plugins);
}

/** The same without adversaries, for workers, which must start fast. */
export async function loadEpisodeParts(plugins: readonly string[]): Promise<void> {
  await import('../../sim/index.ts');
  await import('../../agents/index.ts');
  for (const plugin of plugins) await loadPlugin(plugin);
}

let readsTypeScript = import.meta.url.endsWith('.ts');

async function loadPlugin(plugin: string): Promise<void> {
  try {
    if (/\.[cm]?ts$/.test(plugin) && !readsTypeScript) {
      // The doors that it names must be those this program came in by, not what a tsconfig beside it says.
      (await import('tsx/esm/api')).register({ tsconfig: false });
      readsTypeScript = true;
    }
    await import(pathToFileURL(resolve(plugin)).href);
  } catch (error) {
    if (error instanceof FaultscapeError) throw error;
    throw new FaultscapeError('usage', `The plug-in ${plugin} does not load.`, {
      expected: 'a JavaScript or TypeScript module',
      got: error instanceof Error ? error.message : String(error),
      cause: error,
    });
  }
}
