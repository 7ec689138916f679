import { FaultscapeError } from '../../sim/core/index.ts';
import { createTask } from '../../sim/index.ts';
import { loadParts } from '../evaluate/load-parts.ts';
import { readerOf } from '../evaluate/open-task.ts';
import { mcapMetadata } from '../replay/mcap-metadata.ts';
import { McapRecorder } from '../replay/mcap-recorder.ts';
import { type Replay, replayEpisode } from '../replay/replay-episode.ts';
import { RunFolder } from '../store/run-folder.ts';
import type { RegisterCommand } from './command.ts';
import { addServeOptions, serveConfigOf } from './hosting-options.ts';
import { pluginsOf } from './run-plugins.ts';

/** `faultscape replay`: runs a logged episode again and compares it bit for bit. */
export const registerReplay: RegisterCommand = (program, io) => {
  const command = program
    .command('replay')
    .description('run a logged episode again and check every step against the log')
    .argument('<run>', 'run folder')
    .argument('<episode>', 'id of the episode, e.g. gen-00003')
    .option('--mcap <file>', 'also write poses, camera frames, actions and scores for Foxglove')
    .option('--json', 'print JSON', false);
  addServeOptions(command).action(async (path: string, id: string, _, self) => {
    const options = self.optsWithGlobals();
    const folder = RunFolder.open(path, { write: false });
    try {
      const plugins = pluginsOf(folder, options.plugin);
      await loadParts(plugins);
      const recorder =
        options.mcap === undefined
          ? undefined
          : new McapRecorder(createTask(folder.manifest.task, readerOf(folder.taskFiles())));
      const replay = await replayEpisode(folder, id, {
        plugins,
        serve: serveConfigOf(options),
        onNotice: ({ text }) => io.err(`${text}\n`),
        ...(recorder === undefined ? {} : { onStep: recorder.onStep }),
      });
      await recorder?.write(options.mcap, mcapMetadata(folder.name, folder.manifest, replay.row));
      if (options.json) io.out(`${JSON.stringify(replay, null, 2)}\n`);
      if (isDifferent(replay)) throw differs(replay);
      if (!options.json) io.out(sameText(replay, options.mcap));
    } finally {
      folder.close();
    }
  });
};

function isDifferent({ divergence, scoreDifferences }: Replay): boolean {
  return divergence !== null || scoreDifferences.length > 0;
}

function sameText({ row, steps }: Replay, mcap: string | undefined): string {
  const written = mcap === undefined ? '' : `written to ${mcap}\n`;
  return `${row.id}: all ${steps} steps identical to the log (Q ${row.q}, ${row.reason})\n${written}`;
}

function differs({ row, divergence, scoreDifferences, versionDifferences }: Replay): FaultscapeError {
  const [name, logged, replayed] = scoreDifferences[0] ?? ['', '', ''];
  const where =
    divergence === null
      ? `in its score (${name})`
      : `from step ${divergence.step} on, in ${divergence.column}`;
  const reasons = versionDifferences.map(([part, was, now]) => `${part} was ${was} and is ${now}`);
  return new FaultscapeError('data', `Episode ${row.id} differs from the log ${where}.`, {
    expected: String(divergence?.logged ?? logged),
    got: String(divergence?.replayed ?? replayed),
    hint: reasons.length > 0 ? reasons.join('; ') : 'the log or the machine differs; versions are the same',
  });
}
