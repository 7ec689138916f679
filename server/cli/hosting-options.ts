import { type Command, InvalidArgumentError } from 'commander';
import { GL_CHOICES } from '../../sim/render/headless.ts';
import { ENGINE_CHOICES, TF_CHOICES } from '../config/attack-config.ts';
import { LIMIT_NAMES, parseServeConfig, type ServeConfig } from '../config/serve-config.ts';
import { PACES, STALE_ACTIONS } from '../seats/manner.ts';

/** The options of every command that runs episodes in workers. */
export function addHostingOptions(command: Command): Command {
  return command
    .option('--seed <n>', 'seed of everything random (default: 1)', toNumber)
    .option('--workers <n>', 'worker processes (default: one per core)', toNumber)
    .option('--seats <n>', 'episodes side by side in a worker (default: 8)', toNumber)
    .option('--gl <route>', `how to draw: ${GL_CHOICES.join(', ')}`)
    .option('--tf <backend>', `TensorFlow.js backend: ${TF_CHOICES.join(', ')}`)
    .option(
      '--engine <engine>',
      `what runs agents' nets: ${ENGINE_CHOICES.join(', ')} (auto: onnx where onnxruntime-node is installed)`,
    );
}

/** The options of every command in which a program that joins can drive. */
export function addDriverOptions(command: Command): Command {
  return addServeOptions(command)
    .option('--pace <pace>', `ws agents: ${PACES.join(', ')} (default: lock-step, the world waits)`)
    .option('--stale <action>', `in real time, what a missed deadline does: ${STALE_ACTIONS.join(', ')}`)
    .option('--agent-timeout-s <s>', 'seconds an agent may take for an answer (default: 30)', toNumber);
}

/** Where programs join. */
export function addServeOptions(command: Command): Command {
  return command
    .option('--host <name>', 'where programs and pages connect (default: 127.0.0.1)')
    .option('--port <n>', 'port to listen at, 0 for any (default: 4747)', toNumber)
    .option('--limit <name=n>', `limits of a connection: ${LIMIT_NAMES.join(', ')}`, collectLimit)
    .option('--allow-origin <origin>', 'pages of another origin that may connect', collectOrigin)
    .option('--token <token>', 'what they must bring, needed at any other host; better in FAULTSCAPE_TOKEN');
}

export function serveConfigOf(options: Readonly<Record<string, unknown>>): ServeConfig {
  return parseServeConfig({
    ...pick(options, ['host', 'port', 'token']),
    limits: options.limit ?? {},
    allowedOrigins: options.allowOrigin ?? [],
  });
}

function collectLimit(text: string, before: Readonly<Record<string, number>> = {}): Record<string, number> {
  const at = text.indexOf('=');
  if (at < 1) throw new InvalidArgumentError(`Expected a name and a number, e.g. seats=32, got "${text}".`);
  return { ...before, [text.slice(0, at)]: toNumber(text.slice(at + 1)) };
}

function collectOrigin(origin: string, before: readonly string[] = []): string[] {
  return [...before, origin];
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

export const DRIVER_NAMES = ['pace', 'stale', 'agentTimeoutS'] as const;

export const HOSTING_NAMES = ['seed', 'workers', 'seats', 'gl', 'tf', 'engine'] as const;
