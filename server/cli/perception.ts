import { FaultscapeError } from '../../sim/core/index.ts';
import { loadParts } from '../evaluate/load-parts.ts';
import { planeChart } from '../perception/plane-chart.ts';
import { rankTrainings, type TrainingRanking } from '../perception/rank-trainings.ts';
import { answersIn, planesOfRun, type RunPlane } from '../perception/run-planes.ts';
import { chartSvg } from '../report/charts/render-chart.ts';
import { writeFileAtomic } from '../store/atomic-file.ts';
import { RunFolder } from '../store/run-folder.ts';
import { readTraining } from '../train/pictures/training-state.ts';
import type { GlobalOptions, RegisterCommand } from './command.ts';
import { toNumber } from './hosting-options.ts';
import { textTable } from './table.ts';

interface PlaneFlags extends GlobalOptions {
  readonly seed: number;
  readonly bins: number;
  readonly shuffles: number;
  readonly svg?: string;
  readonly json: boolean;
  readonly classes: boolean;
}

/** `faultscape perception`: what perception nets know, from their logged answers. */
export const registerPerception: RegisterCommand = (program, io) => {
  const perception = program.command('perception').description('what perception nets know of what they see');
  perception
    .command('infoplane')
    .description('the information plane of runs of recognition/all, phase by phase')
    .argument('<run...>', 'run folders, of any agent that answers with probabilities')
    .option('--bins <n>', 'equal bins of each probability', toNumber, 10)
    .option('--shuffles <n>', 'times that labels are shuffled for the bias', toNumber, 5)
    .option('--seed <n>', 'seed of the shuffles', toNumber, 1)
    .option('--classes', 'each class against the rest as well', false)
    .option('--svg <file>', 'draw the plane into a file')
    .option('--json', 'print JSON', false)
    .action(async (folders: readonly string[], _, command) => {
      const { plugin, svg, json, classes, ...options } = command.optsWithGlobals() as PlaneFlags;
      await loadParts(plugin);
      const planes = folders.flatMap((folder) => read(folder, options));
      if (planes.length === 0) {
        throw new FaultscapeError('data', 'The runs have no finished episodes.', {
          expected: 'at least one',
          got: 'none',
        });
      }
      if (svg !== undefined) writeFileAtomic(svg, await chartSvg(planeChart(planes)));
      io.out(json ? `${JSON.stringify(planes, null, 2)}\n` : tableOf(planes, classes));
      if (svg !== undefined && !json) io.out(`\nplane: ${svg}\n`);
    });
  perception
    .command('rank')
    .description('which classifier to go on training, by what is known of each early on')
    .argument('<training...>', 'folders of faultscape train classifier')
    .option('--after <share>', 'share of the rounds after which they are judged', toNumber, 0.25)
    .option('--json', 'print JSON', false)
    .action((folders: readonly string[], { after, json }: { after: number; json: boolean }) => {
      if (!(after > 0 && after <= 1)) {
        throw new FaultscapeError('usage', '--after is a share of the rounds.', {
          expected: 'above 0, at most 1',
          got: String(after),
        });
      }
      const trainings = folders.map((name) => ({ name, record: readTraining(name) }));
      const ranking = rankTrainings(trainings, after);
      io.out(json ? `${JSON.stringify(ranking, null, 2)}\n` : rankingInWords(ranking));
    });
};

function rankingInWords({ trainings, tau }: TrainingRanking): string {
  const head = ['training', 'after round', 'corrected I(T;Y)', 'right', 'loss', 'right at the end'];
  const rows = trainings.map(({ name, round, early, finalShare }) => [
    ...[name, String(round), early.correctedLabelBits.toFixed(3), early.rightShare.toFixed(3)],
    ...[early.loss.toFixed(3), finalShare?.toFixed(3) ?? ''],
  ]);
  const agreement =
    tau === null
      ? 'Three finished trainings or more would tell how well each sign foresaw the order at the end.'
      : `Kendall's tau with the order at the end: corrected I(T;Y) ${tau.correctedLabelBits.toFixed(2)}, right ${tau.rightShare.toFixed(2)}, loss ${tau.loss.toFixed(2)}`;
  return `${textTable(head, rows)}\n${agreement}\n`;
}

function read(folder: string, options: Pick<PlaneFlags, 'seed' | 'bins' | 'shuffles'>): readonly RunPlane[] {
  const run = RunFolder.open(folder, { write: false });
  try {
    return planesOfRun(answersIn(run), options);
  } finally {
    run.close();
  }
}

function tableOf(planes: readonly RunPlane[], classes: boolean): string {
  const bits = (x: number) => x.toFixed(3);
  const head = [
    'run',
    'phase',
    'class',
    'samples',
    'right',
    'I(X;T)',
    'I(T;Y)',
    'bias',
    'corrected',
    'bound',
  ];
  const rows = planes.flatMap(({ run, phase, plane, rightShare, byClass }) => [
    [run, phase, 'all', `${plane.samples}`, rightShare.toFixed(3), ...figures(plane)],
    ...(classes
      ? byClass.map((one) => [run, phase, one.name, `${one.plane.samples}`, '', ...figures(one.plane)])
      : []),
  ]);
  return `${textTable(head, rows)}\nin bits; corrected is I(T;Y) less what shuffled labels seem to tell\n`;

  function figures(plane: RunPlane['plane']): string[] {
    const { inputBits, labelBits, biasBits, correctedLabelBits, boundBits } = plane;
    return [inputBits, labelBits, biasBits, correctedLabelBits, boundBits].map(bits);
  }
}
