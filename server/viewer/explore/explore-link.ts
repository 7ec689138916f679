import type { Scene } from '../../../sim/space/index.ts';

/** The address of the explorer at a scene; with a run, its nearest episodes are one click away. */
export function exploreLink(place: {
  readonly task: string;
  readonly space?: string | null;
  readonly scene: Scene;
  readonly seed: number;
  readonly run?: string | null;
  readonly agent?: string | null;
}): string {
  const { task, space = null, scene, seed, run = null, agent = null } = place;
  const query = new URLSearchParams({ task });
  if (space !== null) query.set('space', space);
  query.set('scene', JSON.stringify(scene));
  query.set('seed', String(seed));
  if (run !== null) query.set('run', run);
  if (agent !== null) query.set('agent', agent);
  return `/explore?${query}`;
}
