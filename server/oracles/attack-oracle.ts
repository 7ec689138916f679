import type { OptionValues } from '../../adversary/index.ts';
import type { Axis } from '../../sim/space/index.ts';
import { type AttackOutcome, runAttack } from '../attack/run-attack.ts';
import { parseAttackConfig } from '../config/attack-config.ts';
import type { ProgressSink } from '../evaluate/progress.ts';
import { spaceOfAxes } from './axes-file.ts';
import type { ScoreFunction } from './function-oracle.ts';

export interface OracleAttack {
  /** What is attacked, as reports name it. */
  readonly name: string;
  /** Changes whenever a scene would be scored otherwise; a run goes on only with the version that it began with. */
  readonly version?: string;
  readonly axes: readonly Axis[];
  readonly score: ScoreFunction;
  /** A score as bad as this, or worse, is a failure. */
  readonly failsAt: number;
  /** What is Q 0 and Q 1 (0 and 1); `worst` may be the higher. */
  readonly worst?: number;
  readonly best?: number;
  readonly adversary?: string;
  readonly settings?: OptionValues;
  readonly seed?: number;
  /** Scenes that are scored side by side (1). */
  readonly sideBySide?: number;
  /** How often a scene is asked for again whose scoring threw an AgentFault (3). */
  readonly tries?: number;
  /** The run's folder, as that of `faultscape attack`. */
  readonly out: string;
  readonly resume?: boolean;
  readonly plugins?: readonly string[];
  readonly signal?: AbortSignal;
  readonly sink?: ProgressSink;
}

const QUIET: ProgressSink = { err: () => {}, errIsTty: false };

/**
 * Attacks whatever a function scores: another simulator, a rig, a vehicle. The run is logged, reported and sampled
 * from as any other.
 */
export function attackOracle(attack: OracleAttack): Promise<AttackOutcome> {
  const { name, axes, score, failsAt, resume = false, sink = QUIET } = attack;
  const space = spaceOfAxes(axes, name);
  const config = parseAttackConfig(
    {},
    {
      oracle: {
        kind: 'function',
        name,
        failsAt,
        ...given({ version: attack.version, worst: attack.worst, best: attack.best, tries: attack.tries }),
      },
      workers: attack.sideBySide ?? 1,
      out: attack.out,
      settings: attack.settings ?? {},
      ...given({ adversary: attack.adversary, seed: attack.seed, plugins: attack.plugins }),
    },
  );
  const signal = attack.signal ?? new AbortController().signal;
  return runAttack({ config, resume, sink, signal, score: { space, score } });
}

function given(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
