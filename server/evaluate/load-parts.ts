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

async function loadPlugin(plugin: string): Promise<void> {
  try {
    await import(pathToFileURL(resolve(plugin)).href);
  } catch (error) {
    if (error instanceof FaultscapeError) throw error;
    const unknownType =
      error instanceof Error && 'code' in error && error.code === 'ERR_UNKNOWN_FILE_EXTENSION';
    throw new FaultscapeError('usage', `The plug-in ${plugin} does not load.`, {
      expected: 'a JavaScript or TypeScript module',
      got: error instanceof Error ? error.message : String(error),
      ...(unknownType ? { hint: "compile it to JavaScript, or set NODE_OPTIONS='--import tsx'" } : {}),
      cause: error,
    });
  }
}
