import type { Proportion } from '../../sim/core/index.ts';
import type { Figures, Share } from '../http/api.ts';
import { share } from '../runs/run-summary.ts';
import { gatherFacts } from './facts.ts';
import type { RunView } from './run-view.ts';

/** The report's figures that the page shows beside its charts. */
export function figuresOf(view: RunView): Figures {
  const { headline, findings, phases } = gatherFacts(view);
  return {
    headline,
    findings,
    phases: phases.map(({ phase, afr, spread, coverage }) => ({
      phase,
      afr: plain(afr),
      spread,
      coverage: coverage === null ? null : plain(coverage),
    })),
  };
}

function plain({ hits, total }: Proportion): Share {
  return share(hits, total);
}
