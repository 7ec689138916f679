import type { Scene } from '../../../sim/space/index.ts';
import { quoted } from '../../report/command-line.ts';

/** The command that drives a scene once from a shell. `scene` holds what is not nominal. */
export function driveCommand({
  task,
  agent,
  scene,
  seed,
}: {
  readonly task: string;
  readonly agent: string;
  readonly scene: Scene;
  readonly seed: number;
}): string {
  const changed = Object.keys(scene).length > 0 ? ['--scene', JSON.stringify(scene)] : [];
  const words = ['npx', 'faultscape', 'evaluate', '--task', task, '--agent', agent, ...changed];
  return [...words, '-n', '1', '--seed', String(seed)].map(quoted).join(' ');
}
