import { BACKBONES } from '../../agents/perception/index.ts';
import { GL_CHOICES } from '../../sim/render/headless.ts';
import { parseTrainConfig } from '../config/train-config.ts';
import { StageProgress } from '../train/stage-progress.ts';
import { trainDriving } from '../train/train-driving.ts';
import { addServeOptions, pick, serveConfigOf, toNumber } from './hosting-options.ts';
import type { RegisterTrainer } from './train.ts';

const NAMES = [
  ...(['seed', 'out', 'rounds', 'backbone', 'workers', 'gl', 'quick', 'expert', 'agentTimeoutS'] as const),
];

/** `faultscape train driving`: trains the shipped camera agent again, or a variant of it. */
export const registerTrainDriving: RegisterTrainer = (train, io) => {
  const command = train
    .command('driving')
    .description('cil, which drives from pictures: by imitating an expert')
    .option('--seed <n>', 'seed of scenes, weights and shuffling (default: 1)', toNumber)
    .option('--out <folder>', 'where weights, dataset.csv and curve.csv go (default: runs/train-driving)')
    .option('--rounds <file>', 'JSON list of DAgger rounds: {episodes, studentShare, steps, learningRate}')
    .option('--backbone <name>', `what it sees with: ${BACKBONES.join(', ')} (default: plain)`)
    .option('--quick', 'a few minutes instead of an hour: shows that it works, drives badly')
    .option('--workers <n>', 'worker processes that drive (default: one per core)', toNumber)
    .option('--gl <route>', `how to draw: ${GL_CHOICES.join(', ')}`)
    .option('--expert <name>', 'whom it imitates: an agent, or ws:NAME (default: pure-pursuit)')
    .option('--agent-timeout-s <s>', 'seconds a ws expert may take for an answer (default: 30)', toNumber);
  addServeOptions(command).action(async (_, self) => {
    const options = self.optsWithGlobals();
    const config = parseTrainConfig({ ...pick(options, NAMES), plugins: options.plugin });
    const abort = new AbortController();
    const onInterrupt = () => abort.abort();
    process.once('SIGINT', onInterrupt);
    const progress = new StageProgress(io);
    try {
      const result = await trainDriving({
        ...config,
        serve: serveConfigOf(options),
        signal: abort.signal,
        onRemark: (text) => progress.remark(text),
        onProgress: (activity, done, total) => progress.update(activity, done, total, performance.now()),
      });
      io.out(
        `weights   ${result.weightsFile}\nlessons   ${result.lessons}, drawn on ${result.renderer}\n` +
          `expert    ${config.expert}, version ${result.expertVersion}\n` +
          `next      faultscape evaluate --task driving/straight --agent cil:${result.weightsFile}\n`,
      );
    } finally {
      process.off('SIGINT', onInterrupt);
    }
  });
};
