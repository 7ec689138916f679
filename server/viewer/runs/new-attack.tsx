import { useState } from 'preact/hooks';
import type { About, RunRef, RunSummary } from '../../http/api.ts';
import { postJson } from '../shell/api.ts';
import { agentFor } from '../shell/fitting-agents.ts';
import { navigate, runPath } from '../shell/router.tsx';
import { useLoad } from '../shell/use-load.ts';
import { AgentField } from './agent-field.tsx';
import {
  type AttackDraft,
  commandOf,
  firstDraft,
  newAttackOf,
  signalsOf,
  spaceFor,
  suggestedName,
} from './attack-draft.ts';
import { CopyText } from './copy-text.tsx';
import { Field } from './field.tsx';
import { OptionFields } from './option-fields.tsx';

/** A form that starts an attack in this server and goes to its page; it shows the command that does the same. */
export function NewAttackForm({ runs }: { readonly runs: readonly RunSummary[] }) {
  const about = useLoad<About>('/api/about');
  if (about.state === 'loading') return <p class="muted">Asking the server what it can attack ...</p>;
  if (about.state === 'problem') return <p class="problem">{about.message}</p>;
  return <AttackForm about={about.value} runs={runs} />;
}

function AttackForm({ about, runs }: { readonly about: About; readonly runs: readonly RunSummary[] }) {
  const [draft, setDraft] = useState<AttackDraft>(() => firstDraft(about));
  const [problem, setProblem] = useState<string | null>(null);
  const [isSending, setIsSending] = useState(false);
  const change = (fields: Partial<AttackDraft>) => setDraft((before) => ({ ...before, ...fields }));
  const task = about.tasks.find(({ id }) => id === draft.task);
  const adversary = about.adversaries.find(({ name }) => name === draft.adversary);
  const attack = newAttackOf(draft, adversary?.options ?? [], runs);
  const start = async (event: SubmitEvent) => {
    event.preventDefault();
    setIsSending(true);
    setProblem(null);
    try {
      const { name } = await postJson<RunRef>('/api/attacks', attack);
      navigate(runPath(name));
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
      setIsSending(false);
    }
  };
  return (
    <form class="attack-form" noValidate onSubmit={start} aria-label="New attack">
      <div class="form-grid">
        <Field label="Task" hint={task?.description}>
          {(ids) => (
            <select
              {...ids}
              value={draft.task}
              onChange={(event) => {
                const next = about.tasks.find(({ id }) => id === event.currentTarget.value);
                const id = next?.id ?? '';
                const agent = agentFor(about, id, draft.agent);
                change({ task: id, space: spaceFor(next, draft.space), agent });
              }}
            >
              {about.tasks.map(({ id }) => (
                <option key={id} value={id}>
                  {id}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label="Space" hint="what may vary from scene to scene">
          {(ids) => (
            <select
              {...ids}
              value={draft.space}
              onChange={(event) => change({ space: event.currentTarget.value })}
            >
              {task?.spaces.map(({ name, axes }) => (
                <option key={name} value={name}>
                  {`${name} (${axes.length} parameters)`}
                </option>
              ))}
            </select>
          )}
        </Field>
        <AgentField
          key={draft.task}
          about={about}
          task={draft.task}
          agent={draft.agent}
          onChange={(agent) => change({ agent })}
        />
        <Field label="Adversary" hint={adversary?.description}>
          {(ids) => (
            <select
              {...ids}
              value={draft.adversary}
              onChange={(event) => change({ adversary: event.currentTarget.value })}
            >
              {about.adversaries.map(({ name }) => (
                <option key={name} value={name}>
                  {name}
                </option>
              ))}
            </select>
          )}
        </Field>
      </div>
      <Field label="Rules (optional)" hint={<RulesHint signals={signalsOf(task)} />}>
        {(ids) => (
          <textarea
            {...ids}
            rows={2}
            value={draft.rules}
            placeholder={`always (${task?.traceNames[0] ?? 'timeS'} < 12)`}
            spellcheck={false}
            autocapitalize="none"
            onInput={(event) => change({ rules: event.currentTarget.value })}
          />
        )}
      </Field>
      <OptionFields
        options={adversary?.options ?? []}
        values={draft.settings}
        onChange={(name, value) => change({ settings: { ...draft.settings, [name]: value } })}
      />
      <div class="form-grid">
        <Field label="Name" hint={`its folder in ${about.runsFolder}`}>
          {(ids) => (
            <input
              {...ids}
              value={draft.name ?? suggestedName(draft, runs)}
              spellcheck={false}
              autocapitalize="none"
              onInput={(event) => change({ name: event.currentTarget.value })}
            />
          )}
        </Field>
        <Field label="Seed" hint="the same seed gives the same rows">
          {(ids) => (
            <input
              {...ids}
              type="number"
              min={0}
              step={1}
              value={draft.seed}
              onInput={(event) => change({ seed: event.currentTarget.value })}
            />
          )}
        </Field>
        <Field label="Workers" hint="processes at once; no row depends on it">
          {(ids) => (
            <input
              {...ids}
              type="number"
              min={1}
              step={1}
              value={draft.workers}
              placeholder="one for each core"
              onInput={(event) => change({ workers: event.currentTarget.value })}
            />
          )}
        </Field>
      </div>
      {problem === null ? null : (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
      <div class="row">
        <button type="submit" class="primary" disabled={isSending}>
          Start the attack
        </button>
      </div>
      <CopyText label="The same from a terminal" text={commandOf(attack, about.runsFolder)} />
    </form>
  );
}

/** How rules are written, and what they may be about. */
function RulesHint({ signals }: { readonly signals: readonly string[] }) {
  return (
    <>
      Judge episodes by rules over their log, the most important first, in place of the task's own score. With
      always, eventually, until, since and windows such as [0,5] in seconds. Signals:{' '}
      <span class="mono">{signals.join(', ')}</span>
    </>
  );
}
