import { quoted } from '../report/command-line.ts';
import type { Hardening } from './hardening.ts';

/** The command that makes a hardening again; how many workers and seats ran it changes nothing. */
export function hardenCommand({ config, plan }: Pick<Hardening, 'config' | 'plan'>): string {
  const { run, share, judged, attacks, seed, gl, tf, engine, out } = config;
  const { rounds, episodes, steps, learningRate } = plan;
  const given = {
    ...{ share, rounds, episodes, steps, 'learning-rate': learningRate, judged, attacks, seed },
    ...{ gl, tf, engine, out },
  };
  const flags = Object.entries(given).flatMap(([name, value]) =>
    value === null ? [] : [`--${name}`, String(value)],
  );
  return ['npx', 'faultscape', 'harden', run, ...flags].map(quoted).join(' ');
}
