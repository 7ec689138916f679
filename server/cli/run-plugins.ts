import type { RunFolder } from '../store/run-folder.ts';

/** The plug-ins a run was made with, then those given now. */
export function pluginsOf(
  { manifest }: Pick<RunFolder, 'manifest'>,
  given: readonly string[],
): readonly string[] {
  const config = manifest.config as { readonly plugins?: readonly string[] } | null;
  return [...new Set([...(config?.plugins ?? []), ...given])];
}
