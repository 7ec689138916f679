import { useState } from 'preact/hooks';
import type { About } from '../../http/api.ts';
import { fittingAgents } from '../shell/fitting-agents.ts';
import { Field } from './field.tsx';

const OTHER = 'other';

/** Who is attacked: an agent known by name, a program that sits at the server, or one that will. */
export function AgentField(props: {
  readonly about: About;
  /** Agents that cannot act in it are not offered. */
  readonly task: string;
  readonly agent: string;
  onChange(agent: string): void;
}) {
  const { about, task, agent, onChange } = props;
  const fitting = fittingAgents(about, task);
  const seated = about.seats.map(({ name }) => `ws:${name}`);
  const isKnown = fitting.includes(agent) || seated.includes(agent);
  const [isOther, setIsOther] = useState(!isKnown);
  return (
    <>
      <Field label="Agent" hint="a built-in agent, or a program that drives over the wire">
        {(ids) => (
          <select
            {...ids}
            value={isOther ? OTHER : agent}
            onChange={(event) => {
              const { value } = event.currentTarget;
              setIsOther(value === OTHER);
              onChange(value === OTHER ? 'ws:' : value);
            }}
          >
            {fitting.map((name) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
            {about.seats.map(({ name, environments, busy }) => (
              <option key={name} value={`ws:${name}`}>
                {`ws:${name} (${busy} of ${environments} seats busy)`}
              </option>
            ))}
            <option value={OTHER}>another program ...</option>
          </select>
        )}
      </Field>
      {isOther ? (
        <Field label="Its address" hint={`ws:NAME waits until a program joins as NAME at ${about.agentUrl}`}>
          {(ids) => (
            <input
              {...ids}
              value={agent}
              spellcheck={false}
              autocapitalize="none"
              onInput={(event) => onChange(event.currentTarget.value)}
            />
          )}
        </Field>
      ) : null}
    </>
  );
}
