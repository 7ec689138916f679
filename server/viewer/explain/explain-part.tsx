import './explain.css';
import { useState } from 'preact/hooks';
import type { ExplanationAbout, RunSummary } from '../../http/api.ts';
import { runApi } from '../shell/api.ts';
import { useLoad } from '../shell/use-load.ts';
import { AxisShares } from './axis-shares.tsx';
import { GroupsTable } from './groups-table.tsx';
import { LearnedMarginals } from './learned-marginals.tsx';
import { LikelyFailures } from './likely-failures.tsx';
import { RulesList } from './rules-list.tsx';
import { ScoreRulesTable } from './score-rules-table.tsx';

/**
 * Why the agent of a run fails, as `faultscape explain` tells it. A run that goes on is explained when somebody asks:
 * it takes a core for seconds, and what it says changes with every episode.
 */
export function ExplainPart(props: { readonly summary: RunSummary; readonly onOpen: (id: string) => void }) {
  const { summary, onOpen } = props;
  const { name, status, episodes, aborted } = summary;
  const isLive = status === 'running';
  const [asked, setAsked] = useState<number | null>(null);
  const wanted = episodes > aborted && (!isLive || asked !== null);
  const load = useLoad<ExplanationAbout>(
    wanted ? `${runApi(name)}/explanation` : null,
    `${isLive} ${asked ?? 0}`,
  );
  if (episodes <= aborted)
    return <p class="muted">No episode has ended yet, so there is nothing to explain.</p>;
  return (
    <div class="explain">
      {isLive ? (
        <p>
          <button type="button" onClick={() => setAsked(episodes)}>
            Explain what is logged so far
          </button>{' '}
          <span class="muted">
            {asked === null ? 'The run goes on.' : `What follows was asked for at ${asked} episodes.`}
          </span>
        </p>
      ) : null}
      {!wanted ? null : load.state === 'loading' ? (
        <p class="muted" role="status">
          Looking for what the failures have in common
        </p>
      ) : load.state === 'problem' ? (
        <p class="problem" role="alert">
          {load.message}
        </p>
      ) : (
        <Explained told={load.value} onOpen={onOpen} />
      )}
    </div>
  );
}

function Explained({ told, onOpen }: { readonly told: ExplanationAbout; onOpen(id: string): void }) {
  const { likeliest, score, importance, groups, distribution, reruns, problem } = told;
  return (
    <>
      {likeliest === null ? null : <LikelyFailures likeliest={likeliest} onOpen={onOpen} />}
      <RulesList told={told} onOpen={onOpen} />
      {score === null ? null : <ScoreRulesTable score={score} onOpen={onOpen} />}
      {importance === null ? null : <AxisShares importance={importance} />}
      <GroupsTable told={groups} onOpen={onOpen} />
      {distribution === null ? null : <LearnedMarginals distribution={distribution} />}
      {reruns.length === 0 && problem === null ? null : (
        <section class="chart">
          <h3>Episodes run again</h3>
          {reruns.map((lines) => (
            <p key={lines[0]} class="rerun">
              {lines.join('\n')}
            </p>
          ))}
          {problem === null ? null : <p class="muted">{problem}</p>}
        </section>
      )}
    </>
  );
}
