import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TaskAbout } from '../../server/http/api.ts';
import { spokenName, spokenValue } from '../../server/viewer/explore/axis-words.ts';
import {
  changesOf,
  choiceLink,
  fitScene,
  readChoice,
  readScene,
  readSeed,
  stepOf,
} from '../../server/viewer/explore/choice.ts';
import { weatherOf } from '../../server/viewer/explore/drawn-scene.ts';
import { driveCommand } from '../../server/viewer/explore/drive-command.ts';
import { nearestEpisode } from '../../server/viewer/explore/nearest-episode.ts';
import { createTask, taskIds } from '../../sim/index.ts';
import { type Scene, Space } from '../../sim/space/index.ts';
import { episode } from './episodes.ts';

const TASKS: readonly TaskAbout[] = taskIds()
  .filter((id) => id.startsWith('driving/'))
  .map((id) => {
    const { spaces, ...task } = createTask(id);
    return { ...task, id, spaces: [...spaces].map(([name, { axes }]) => ({ name, axes })) };
  });
const TASK = TASKS[0] as TaskAbout;
const PAPER = new Space('paper', TASK.spaces[0]?.axes ?? []);
const EXTENDED = new Space('extended', TASK.spaces[1]?.axes ?? []);

const read = (query: string) => readChoice(new URLSearchParams(query), TASKS, weatherOf);

describe("the explorer's address", () => {
  it('says any scene and reads it back', () => {
    const spaces = fc.constantFrom(PAPER, EXTENDED);
    const unit = fc.double({ min: -1, max: 1, noNaN: true });
    const places = fc.record({ space: spaces, point: fc.array(unit, { minLength: 14, maxLength: 14 }) });
    fc.assert(
      fc.property(places, fc.integer({ min: 0, max: 0xffff_ffff }), ({ space, point }, seed) => {
        const scene = space.decode(point.slice(0, space.dimension));
        const choice = {
          task: 'driving/navigation',
          space: space.name,
          scene,
          seed,
          run: 'a/b',
          agent: 'cil',
        };
        const link = choiceLink(choice, TASK.nominal);
        expect(read(link.slice(link.indexOf('?')))).toEqual({ choice, problem: null });
      }),
    );
  });

  it('shows the nominal scene where it says nothing', () => {
    const { choice, problem } = read('');
    expect(problem).toBeNull();
    expect(choice.task).toBe(TASK.id);
    expect(changesOf(choice.scene, TASK.nominal)).toEqual({});
  });

  it('says what it cannot follow, as the simulator says it', () => {
    expect(read('scene={"cameraHeightM":9}').problem).toContain('a number from 0.8 to 2.4 m');
    expect(read('scene={"x":1}').problem).toContain('no axis named x');
    expect(read('scene=[1]').problem).toContain('object');
    expect(read('scene={').problem).toContain('not JSON');
    expect(read('task=flying').problem).toContain('no task flying');
    expect(read('space=small').problem).toContain('no space small');
    expect(read('seed=-1').problem).toContain('seed');
    expect(read('space=paper&scene={"rain":0.5}').problem).toContain('no axis for rain');
    expect(read('scene={"cameraHeightM":9}').choice.scene).toEqual(read('').choice.scene);
  });

  it('chooses a space that holds the scene when it names none', () => {
    expect(read('scene={"weather":"HardRainNoon"}').choice.space).toBe('paper');
    expect(read('scene={"rain":0.5}').choice.space).toBe('extended');
  });

  it('turns a named weather into its numbers when the space has those', () => {
    const { scene } = read('space=extended&scene={"weather":"HardRainNoon"}').choice;
    expect(scene).toMatchObject({ rain: 1, wetness: 1, cloud: 1 });
    expect(scene.weather).toBeUndefined();
  });
});

describe('a scene made by hand', () => {
  it('is always one that the space allows', () => {
    const values = fc.oneof(fc.double(), fc.string(), fc.constant(undefined));
    const names = fc.constantFrom('cameraHeightM', 'cameraPitchDeg', 'weather');
    fc.assert(
      fc.property(fc.dictionary(names, values), (given) => {
        const scene = fitScene(PAPER.axes, given as Scene, TASK.nominal);
        expect(PAPER.problem(scene)).toBeNull();
      }),
    );
  });

  it('is refused as text with the sentence of the simulator', () => {
    expect(readScene('{"weather":"Snow"}', TASK)).toMatchObject({
      problem: expect.stringContaining('ClearNoon'),
    });
    expect(readScene('{"weather":"WetNoon"}', TASK)).toEqual({ scene: { weather: 'WetNoon' } });
  });

  it('has round steps on every slider', () => {
    for (const axis of EXTENDED.axes) {
      if (axis.kind !== 'continuous') continue;
      const step = stepOf(axis);
      const steps = (axis.high - axis.low) / step;
      expect(steps).toBeGreaterThanOrEqual(100);
      expect(steps).toBeLessThanOrEqual(400);
      expect(String(step).replace(/[0.e-]/g, '')).toMatch(/^[125]\d?$/);
    }
  });

  it('has seeds that the simulator takes', () => {
    expect(readSeed('4294967295')).toBe(4294967295);
    for (const text of ['', ' ', '-1', '1.5', '4294967296', 'x']) expect(readSeed(text)).toBeNull();
  });

  it('has axes whose names and units can be heard', () => {
    const [height, pitch] = PAPER.axes;
    expect(spokenName(height as never)).toBe('Camera height, metres');
    expect(spokenValue(pitch as never, -15)).toBe('-15 degrees');
  });
});

describe('the nearest episode', () => {
  const at = (id: string, scene: Scene, failed: boolean) =>
    episode(id, { scene, point: [...PAPER.encode(scene)], failed });
  const here = { cameraHeightM: 1.5, cameraPitchDeg: -15, weather: 'ClearNoon' };
  const log = [
    at('far', { ...here, cameraHeightM: 2 }, true),
    at('near', { ...here, cameraHeightM: 1.6, cameraPitchDeg: -14 }, true),
    at('here', here, false),
    at('passing', { ...here, weather: 'WetNoon' }, false),
    episode('aborted', { status: 'aborted', failed: null, point: [0, 0.01, 0] }),
  ];

  it('is the one at the least distance that failed, with what changes most first', () => {
    const near = nearestEpisode(PAPER, here, log, true);
    expect(near?.episode.id).toBe('near');
    expect(near?.distance).toBeCloseTo(Math.hypot(0.2, 0.2));
    expect(near?.changes.map(({ axis, to }) => [axis.name, to])).toEqual([
      ['cameraHeightM', expect.closeTo(1.6)],
      ['cameraPitchDeg', expect.closeTo(-14)],
    ]);
  });

  it('measures names by the centres of their bins, and is never the scene itself', () => {
    const near = nearestEpisode(PAPER, here, log, false);
    expect(near?.episode.id).toBe('passing');
    expect(near?.distance).toBeCloseTo(2 / 6);
    expect(near?.changes).toHaveLength(1);
  });

  it('is none where none ended so', () => {
    expect(nearestEpisode(PAPER, here, [log[2] as never], true)).toBeNull();
    expect(nearestEpisode(PAPER, here, [log[2] as never], false)).toBeNull();
  });

  it('is at least as near as any other of its kind', () => {
    const point = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(fc.array(fc.tuple(point, fc.boolean())), point, (points, from) => {
        const scene = PAPER.decode(from);
        const episodes = points.map(([p, failed], i) => at(`e-${i}`, PAPER.decode(p), failed));
        const near = nearestEpisode(PAPER, scene, episodes, true);
        const start = PAPER.encode(scene);
        for (const { point: there, failed } of episodes) {
          const far = Math.hypot(...start.map((x, i) => x - (there?.[i] as number)));
          if (failed && far > 1e-9) expect(near?.distance).toBeLessThanOrEqual(far + 1e-12);
        }
      }),
    );
  });
});

describe('the command of a scene', () => {
  it('reaches a program as it was meant, whatever is in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const clean = text.replaceAll('\0', '').replace(/[\ud800-\udfff]/g, '');
        const scene = { weather: clean };
        const command = driveCommand({ task: "it's", agent: 'ws:a b', scene, seed: 7 });
        const words = execFileSync('sh', ['-c', `set -- ${command}\nprintf '%s\\0' "$@"`], {
          encoding: 'utf8',
        });
        expect(words.split('\0')).toEqual([
          ...['npx', 'faultscape', 'evaluate', '--task', "it's", '--agent', 'ws:a b'],
          ...['--scene', JSON.stringify(scene), '-n', '1', '--seed', '7', ''],
        ]);
      }),
      { numRuns: 10 },
    );
  });

  it('leaves out what is nominal', () => {
    expect(driveCommand({ task: 'driving/straight', agent: 'cil', scene: {}, seed: 1 })).toBe(
      'npx faultscape evaluate --task driving/straight --agent cil -n 1 --seed 1',
    );
  });
});
