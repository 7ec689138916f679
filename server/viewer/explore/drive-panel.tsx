import { useEffect, useState } from 'preact/hooks';
import type { About, NewDrive } from '../../http/api.ts';
import { Drive } from '../drive/drive.ts';
import { DriveResult } from '../drive/drive-result.tsx';
import { fittingAgents } from '../shell/fitting-agents.ts';

/** Lets an agent drive the scene that is shown, and says how it went. */
export function DrivePanel(props: {
  readonly about: About;
  readonly agent: string;
  readonly onLook: () => void;
  readonly onAgent: (agent: string) => void;
  readonly where: Omit<NewDrive, 'agent'>;
  /** Told of the drive under way, whose car the stage can show; null when there is none. */
  readonly onDrive: (drive: Drive | null) => void;
}) {
  const { about, agent, onLook, onAgent, where, onDrive } = props;
  const [drive, setDrive] = useState<Drive | null>(null);
  useEffect(() => () => drive?.close(), [drive]);
  const start = () => {
    const started = new Drive({ ...where, agent });
    setDrive(started);
    onDrive(started);
  };
  const busy = drive !== null && ['asked', 'driving'].includes(drive.state.value.state);
  return (
    <>
      <div class="row">
        <label>
          <span class="visually-hidden">Agent that drives</span>
          <select value={agent} onFocus={onLook} onChange={(event) => onAgent(event.currentTarget.value)}>
            {agentChoices(about, where.task, agent).map((name) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <button type="button" onClick={start} disabled={busy}>
          Drive from here
        </button>
      </div>
      <div aria-live="polite">{drive === null ? null : <Progress drive={drive} />}</div>
    </>
  );
}

/** Agents that fit the task, programs that sit here now, and the one that is chosen though it has left. */
export function agentChoices(about: About, task: string, chosen: string): readonly string[] {
  const seats = about.seats.map(({ name }) => `ws:${name}`);
  return [...new Set([...fittingAgents(about, task), ...seats, ...(chosen === '' ? [] : [chosen])])];
}

function Progress({ drive }: { readonly drive: Drive }) {
  const state = drive.state.value;
  if (state.state === 'problem') return <p class="problem">{state.message}</p>;
  if (state.state === 'logged') {
    return (
      <>
        <p class="muted">{drive.asked.agent} drove the scene shown when it set out:</p>
        <DriveResult run={state.ref.run} episode={state.episode} />
      </>
    );
  }
  return (
    <p>
      {drive.asked.agent} {state.state === 'asked' ? 'gets ready' : 'drives'}
      <Steps drive={drive} />
    </p>
  );
}

/** How far it is, kept from voices: it changes ten times a second. */
function Steps({ drive }: { readonly drive: Drive }) {
  const { value } = drive.latest;
  return <span aria-hidden="true">{value === null ? ' …' : `: step ${value.step}`}</span>;
}
