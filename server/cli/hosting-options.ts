import { type Command, InvalidArgumentError } from 'commander';
import { GL_CHOICES } from '../../sim/render/headless.ts';
import { TF_CHOICES } from '../config/attack-config.ts';

/** The options of every command that runs episodes in workers. */
export function addHostingOptions(command: Command): Command {
  return command
    .option('--seed <n>', 'seed of everything random (default: 1)', toNumber)
    .option('--workers <n>', 'worker processes (default: one per core)', toNumber)
    .option('--seats <n>', 'episodes side by side in a worker (default: 8)', toNumber)
    .option('--gl <route>', `how to draw: ${GL_CHOICES.join(', ')}`)
    .option('--tf <backend>', `TensorFlow.js backend: ${TF_CHOICES.join(', ')}`);
}

/** A number as typed; the schema says later whether it fits. */
export function toNumber(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || Number.isNaN(value)) {
    throw new InvalidArgumentError(`Expected a number, got "${text}".`);
  }
  return value;
}

/** The given options among `names`: what was not given does not appear. */
export function pick(
  options: Readonly<Record<string, unknown>>,
  names: readonly string[],
): Record<string, unknown> {
  return Object.fromEntries(
    names.filter((name) => options[name] !== undefined).map((name) => [name, options[name]]),
  );
}

export const HOSTING_NAMES = ['seed', 'workers', 'seats', 'gl', 'tf'] as const;
