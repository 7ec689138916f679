import { afterAll, describe, expect, it } from 'vitest';
import { PursuitIdmAgent, UavPdAgent } from '../../../agents/index.ts';
import { createTask, taskIds } from '../../../sim/index.ts';
import { openHeadlessRenderer } from '../../../sim/render/headless.ts';
import { NullRenderer } from '../../../sim/render/null-renderer.ts';
import { taskContract } from '../../contracts/task.contract.ts';

const CAMERA = { widthPx: 64, heightPx: 48, rgb: true, depth: true, semantic: true };

/** Tasks that differ only in what is drawn; one of them stands for all. */
const ALIKE = /^detection\/(?!car$|all$)/;

describe.each(taskIds().filter((id) => !ALIKE.test(id)))('task %s', (id) => {
  const driver =
    id === 'driving/traffic'
      ? { driver: new PursuitIdmAgent() }
      : id.startsWith('uav/')
        ? { driver: new UavPdAgent() }
        : {};
  const sensors = !/^(detection|recognition|problem)\//.test(id);
  taskContract(createTask(id), () => new NullRenderer(), { ...driver, sensors });
});

describe('a real camera', () => {
  const renderer = openHeadlessRenderer({ route: 'swiftshader' });
  afterAll(() => renderer.close());

  it.each(taskIds().filter((id) => !id.startsWith('problem/')))(
    'sees more than one colour, class and distance in %s',
    (id) => {
      const task = createTask(id);
      const needs = { camera: CAMERA, truth: false };
      const episode = task.begin(task.nominal, { seed: 4, seat: 0, renderer, needs });
      const { frame } = episode.observe();
      for (const channel of [frame?.rgb, frame?.depthM, frame?.semantic]) {
        expect(new Set(channel ?? []).size).toBeGreaterThan(1);
      }
      episode.close();
    },
  );
});
