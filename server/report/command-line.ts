import type { Json } from '../../sim/core/index.ts';
import { splitScore } from '../../sim/index.ts';
import type { Manifest } from '../store/manifest.ts';

/**
 * The command that makes this run again, rebuilt from the config in its manifest (the one typed
 * may have used a config file). How many workers and seats ran it does not change the rows.
 */
export function commandLine({ config }: Pick<Manifest, 'config'>): string {
  const fields = config as Readonly<Record<string, Json>>;
  const words = ['faultscape', 'attack'];
  const settings = (fields.settings ?? {}) as Readonly<Record<string, Json>>;
  for (const plugin of (fields.plugins ?? []) as readonly string[]) words.splice(1, 0, '--plugin', plugin);
  const { task, score } = splitScore(String(fields.task));
  flag(words, 'task', task);
  flag(words, 'rules', score);
  for (const name of ['space', 'agent', 'adversary']) flag(words, name, fields[name]);
  for (const [name, value] of Object.entries(settings)) words.push('--set', `${name}=${String(value)}`);
  if (fields.nominal === 0) words.push('--nominal', '0');
  for (const name of ['seed', 'gl', 'tf', 'engine', 'out']) flag(words, name, fields[name]);
  return words.map(quoted).join(' ');
}

function flag(words: string[], name: string, value: Json | undefined): void {
  if (value === undefined || value === null || value === 'auto') return;
  words.push(`--${name}`, String(value));
}

/** A word as a POSIX shell must be given it. */
export function quoted(word: string): string {
  return /^[\w./:=@+,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
