import { type Agent, createTask, EpisodeRunner } from '../sim/index.ts';
import { openHeadlessRenderer } from '../sim/render/headless.ts';
import { type Ratio, ratioOf } from './measure.ts';

const EARLY = 500;
const LATE = 5000;

/** Turns right at once and is off the road within two seconds: the shortest real camera episode. */
const swerver: Agent = {
  name: 'swerver',
  version: '1',
  needs: { camera: { widthPx: 96, heightPx: 48, rgb: true, depth: false, semantic: false }, truth: false },
  reset() {},
  act: (batch) => batch.map(() => [-1, 1, 0]),
};

/** (d) Memory after 5,000 camera episodes over memory after 500. */
export async function memory(onProgress: (done: number, of: number) => void): Promise<Ratio> {
  const renderer = openHeadlessRenderer({ route: 'auto' });
  const runner = new EpisodeRunner({
    task: createTask('driving/one-curve'),
    agent: swerver,
    renderer,
    seats: 8,
  });
  let frames = 0;
  let earlyMb = 0;
  for (let done = 0; done < LATE; done += 50) {
    const records = await Promise.all(
      Array.from({ length: 50 }, (_, i) => runner.run({ scene: {}, seed: done + i })),
    );
    frames += records.reduce((sum, { score }) => sum + score.steps, 0);
    if (done + 50 === EARLY) earlyMb = rssMb();
    onProgress(done + 50, LATE);
  }
  const lateMb = rssMb();
  const { description } = renderer;
  renderer.close();
  return ratioOf({
    name: 'memory',
    question: 'resident memory after 5,000 camera episodes over after 500',
    target: { atMost: 1.1 },
    ratio: lateMb / earlyMb,
    sides: { earlyMb, lateMb },
    note: `${frames} frames of 96x48, every episode with a stage of its own, ${description}`,
  });
}

function rssMb(): number {
  globalThis.gc?.();
  return process.memoryUsage.rss() / 1e6;
}
