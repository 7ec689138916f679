import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { FaultscapeError } from '../../sim/core/index.ts';
import { PACKAGE_ROOT } from '../config/package-info.ts';
import type { AgentSchool } from './agent-school.ts';
import { drivingSchool } from './driving-school.ts';
import { classifierSchool, detectorSchool } from './picture-school.ts';
import { racingSchool } from './racing-school.ts';

/** The agents that can be trained further; to add one, write its file and add it here. */
const SCHOOLS: ReadonlyMap<string, AgentSchool> = new Map([
  ['cil', drivingSchool],
  ['uav-vision', racingSchool],
  ['classifier', classifierSchool],
  ['detector', detectorSchool],
]);

export interface Pupil {
  readonly name: string;
  readonly school: AgentSchool;
  /** The file of the weights that it has now. */
  readonly weights: string;
}

/** Whom an agent's spec names, e.g. `cil` or `cil:mine.fsw`; throws if it cannot be trained here. */
export function pupilOf(agent: string, run: string): Pupil {
  const colon = agent.indexOf(':');
  const name = colon < 0 ? agent : agent.slice(0, colon);
  const school = SCHOOLS.get(name);
  if (school === undefined) {
    throw new FaultscapeError('usage', `Agent ${agent} cannot be trained by this program.`, {
      expected: `a run of one of ${[...SCHOOLS.keys()].join(', ')}`,
      got: `one of ${agent}`,
      hint: `faultscape sample ${run} -n 1000 draws scenes to train it on elsewhere`,
    });
  }
  const weights =
    colon < 0 ? join(fileURLToPath(PACKAGE_ROOT), school.shippedWeights) : agent.slice(colon + 1);
  return { name, school, weights };
}
