import { runs } from '../shell/live.ts';
import { NearestPanel } from './nearest-panel.tsx';
import type { RunChoice } from './run-choice.ts';
import type { Choosing } from './use-choice.ts';

/** Which run to measure against, and its nearest scenes. Only attacks have a space of their own. */
export function RunPanel({ choosing, chosen }: { readonly choosing: Choosing; readonly chosen: RunChoice }) {
  const { choice } = choosing;
  const attacks = (runs.value ?? []).filter(({ space, problem }) => space !== null && problem === null);
  const names = [
    ...new Set([...attacks.map(({ name }) => name), ...(choice.run === null ? [] : [choice.run])]),
  ];
  const choose = (name: string) => {
    const attack = attacks.find((each) => each.name === name);
    if (attack === undefined || attack.space === null) choosing.change({ run: name === '' ? null : name });
    else choosing.changeSpace({ task: attack.task, space: attack.space, run: name });
  };
  return (
    <>
      <label class="nearest-run">
        Run
        <select value={choice.run ?? ''} onChange={(event) => choose(event.currentTarget.value)}>
          <option value="">none</option>
          {names.map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </select>
      </label>
      {choice.run === null ? (
        <p class="muted">
          {runs.value !== null && attacks.length === 0
            ? 'There is no attack here yet whose scenes could be near.'
            : 'Choose an attack to jump to the nearest scene that failed or passed in it.'}
        </p>
      ) : null}
      {chosen.state === 'loading' ? <p class="muted">Reading {choice.run} …</p> : null}
      {chosen.state === 'problem' ? <p class="problem">{chosen.message}</p> : null}
      {chosen.state === 'ready' ? (
        <NearestPanel
          key={chosen.run.name}
          choice={choice}
          run={chosen.run}
          onGo={choosing.changeScene}
          onSpace={(space) => choosing.changeSpace({ space, run: chosen.run.name })}
        />
      ) : null}
    </>
  );
}
