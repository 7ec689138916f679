import { commandLine } from '../command-line.ts';
import { type Html, html } from '../html.ts';
import type { RunView } from '../run-view.ts';

/** How the run was made: command, versions, backends, machine, seeds and times. */
export function makingSection({ manifest: m, episodes }: RunView): Html {
  const tensor = (t: { readonly backend: string; readonly version: string } | null) =>
    t === null
      ? 'none'
      : t.backend === 'onnx'
        ? `onnxruntime ${t.version}`
        : `TensorFlow.js ${t.version}, ${t.backend}`;
  const busyS = episodes.reduce((sum, episode) => sum + episode.wallMs, 0) / 1000;
  const settings = Object.entries(m.adversary?.settings ?? {}).map(([name, value]) => `${name} ${value}`);
  const facts: readonly (readonly [string, string])[] = [
    ['status', m.status],
    ['task', `${m.task}, a failure is Q at or below ${m.failsBelow}`],
    ['agent', `${m.agent}, version ${m.agentVersion}`],
    ['adversary', [m.adversary?.name ?? 'none', ...settings].join(', ')],
    ['seed', String(m.seed)],
    ['episodes', `${episodes.length}, ${episodes.reduce((sum, e) => sum + e.steps, 0)} steps`],
    ['Faultscape', `${m.faultscape}${m.gitCommit === null ? '' : `, commit ${m.gitCommit}`}`],
    ['renderer', m.renderer ?? 'none: the agent has no camera'],
    ["agent's tensors", tensor(m.agentTensor)],
    ["learner's tensors", tensor(m.learnerTensor)],
    ['Node', `${m.node} on ${m.platform}`],
    ['machine', `${m.cpu}, ${m.cpus} cores; ${m.workers} workers with ${m.seats} seats`],
    ['started', m.startedAt],
    ['resumed', m.resumedAt.length === 0 ? 'never' : m.resumedAt.join(', ')],
    ['finished', m.finishedAt ?? 'not yet'],
    [
      'time',
      `${busyS.toFixed(0)} s in episodes (seats share time), ${m.learnerSeconds.toFixed(1)} s learning`,
    ],
  ];
  return html`<section id="making"><h2>How it was made</h2>
<p class="note">The same command makes the same run:</p><pre>${commandLine(m)}</pre>
<dl>${facts.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl></section>`;
}
