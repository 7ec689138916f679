import './runs.css';
import { useRef, useState } from 'preact/hooks';
import { DOWNLOADS, type RunRef, type RunSummary } from '../../http/api.ts';
import { plural } from '../../report/format.ts';
import { postJson, runApi } from '../shell/api.ts';

const FILE_WORDS: Readonly<Record<(typeof DOWNLOADS)[number], string>> = {
  'episodes.csv': 'CSV',
  'episodes.parquet': 'Parquet',
  'scenes.json': 'Scenes (JSON)',
};

/** What can be done with a run: stop it, go on with it, take its episodes along as files. */
export function RunActions({ summary }: { readonly summary: RunSummary }) {
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const act = async (action: 'stop' | 'resume') => {
    setIsBusy(true);
    setProblem(null);
    try {
      await postJson<RunRef>(`${runApi(summary.name)}/${action}`);
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    } finally {
      setIsBusy(false);
    }
  };
  return (
    <div class="run-actions">
      <div class="row">
        {summary.status === 'running' && summary.ours ? (
          <StopButton summary={summary} isBusy={isBusy} onStop={() => act('stop')} />
        ) : null}
        {canResume(summary) ? (
          <button type="button" disabled={isBusy} onClick={() => act('resume')}>
            Resume<span class="visually-hidden"> {summary.name}</span>
          </button>
        ) : null}
        {summary.problem === null && summary.episodes > 0
          ? DOWNLOADS.map((file) => (
              <a key={file} class="download" href={`${runApi(summary.name)}/download/${file}`} download>
                {FILE_WORDS[file]}
                <span class="visually-hidden"> of {summary.name}</span>
              </a>
            ))
          : null}
      </div>
      {summary.status === 'running' && !summary.ours ? (
        <p class="muted">It runs in another program; stop it there.</p>
      ) : null}
      {problem === null ? null : (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}

function canResume({ command, status, problem }: RunSummary): boolean {
  return command === 'attack' && problem === null && ['interrupted', 'failed', 'stale'].includes(status);
}

/** Asks first, and says that nothing is lost. */
function StopButton(props: { readonly summary: RunSummary; readonly isBusy: boolean; onStop(): void }) {
  const { summary, isBusy, onStop } = props;
  const dialog = useRef<HTMLDialogElement>(null);
  const title = `stop-${summary.name}`;
  return (
    <>
      <button type="button" disabled={isBusy} onClick={() => dialog.current?.showModal()}>
        Stop<span class="visually-hidden"> {summary.name}</span>
      </button>
      <dialog ref={dialog} aria-labelledby={title}>
        <h2 id={title}>Stop {summary.name}?</h2>
        <p>
          {`Nothing is lost: the ${plural(summary.episodes, 'episode')} logged so far are kept, and Resume goes on from there. Episodes under way are run again then.`}
        </p>
        <div class="row">
          <button
            type="button"
            class="primary"
            onClick={() => {
              dialog.current?.close();
              onStop();
            }}
          >
            Stop the run
          </button>
          <button type="button" onClick={() => dialog.current?.close()}>
            Let it run
          </button>
        </div>
      </dialog>
    </>
  );
}
