import type { TrainingSummary } from '../../http/api.ts';
import { figure } from '../../report/format.ts';
import { Link } from '../shell/router.tsx';
import { useLoad } from '../shell/use-load.ts';
import { useTicks } from '../shell/use-ticks.ts';

const LOOK_EVERY_MS = 5000;

/** The trainings below the runs folder. */
export function TrainingsPage() {
  const load = useLoad<readonly TrainingSummary[]>('/api/trainings', useTicks(LOOK_EVERY_MS));
  return (
    <>
      <h2>Trainings</h2>
      {load.state === 'problem' ? (
        <p class="problem">{load.message}</p>
      ) : load.state === 'loading' ? (
        <p class="muted">Looking for trainings ...</p>
      ) : load.value.length === 0 ? (
        <p class="muted">
          There is none yet below the runs folder. <code>faultscape train classifier</code> or{' '}
          <code>faultscape train detector</code> begins one.
        </p>
      ) : (
        <TrainingTable trainings={load.value} />
      )}
    </>
  );
}

function TrainingTable({ trainings }: { readonly trainings: readonly TrainingSummary[] }) {
  return (
    <div class="panel scroll">
      <table>
        <thead>
          <tr>
            <th scope="col">training</th>
            <th scope="col">rounds</th>
            <th scope="col">loss on held-out pictures</th>
            <th scope="col">settings</th>
          </tr>
        </thead>
        <tbody>
          {trainings.map(({ name, rounds, settings, heldOut, problem }) => (
            <tr key={name}>
              <th scope="row">
                <Link to={`/trainings/${name}`}>{name}</Link>
              </th>
              <td>{problem === null ? `${rounds} of ${settings.rounds ?? '?'}` : ''}</td>
              <td>{heldOut === null ? '' : figure(heldOut)}</td>
              <td class={problem === null ? 'muted' : 'problem'}>{problem ?? settingsInWords(settings)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** "variant d2, width 0.25, seed 1". */
export function settingsInWords(settings: TrainingSummary['settings']): string {
  return Object.entries(settings)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');
}
