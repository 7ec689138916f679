import { describe, expect, it } from 'vitest';
import { createAgent } from '../../../agents/index.ts';
import { FILE_CONTEXT } from '../../../server/evaluate/episode-host.ts';
import { validTrack } from '../../../server/train/training-tracks.ts';
import { createTask, EpisodeRunner, Rng } from '../../../sim/index.ts';
import { openHeadlessRenderer } from '../../../sim/render/headless.ts';

describe('the shipped weights of uav-vision', () => {
  it('pass nine gates of ten on mild tracks that training never saw', async () => {
    const task = createTask('uav/3-anchors');
    const agent = await createAgent('uav-vision', FILE_CONTEXT);
    const renderer = openHeadlessRenderer({ route: 'swiftshader' });
    const runner = new EpisodeRunner({ task, agent, renderer, seats: 5 });
    const rng = new Rng(7, 'tracks');
    const scenes = Array.from({ length: 5 }, () => validTrack(task, rng, 0.5));
    const records = await Promise.all(scenes.map((scene, seed) => runner.run({ scene, seed })));
    const gates = records.reduce((sum, { score }) => sum + (score.terms.gates ?? 0), 0);
    expect(gates / records.length).toBeGreaterThanOrEqual(0.9);
    await agent.close?.();
    renderer.close();
  });

  it('refuse a file that is not theirs, and say what they expected', async () => {
    await expect(createAgent('uav-vision:agents/cil/weights/cil.fsw', FILE_CONTEXT)).rejects.toThrow(
      /uav-vision-96x72-v1/,
    );
  });
});
