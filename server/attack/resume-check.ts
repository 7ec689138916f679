import { FaultscapeError, type Json, stableStringify } from '../../sim/core/index.ts';
import type { Space } from '../../sim/space/index.ts';
import { type AttackConfig, firstDifference } from '../config/attack-config.ts';
import { PACKAGE_VERSION } from '../config/package-info.ts';
import type { HostAbout } from '../evaluate/episode-host.ts';
import { enginesOf } from '../store/engines-of.ts';
import type { Manifest } from '../store/manifest.ts';

/** Refuses to go on with a run that another config or program began: its rows would not fit together. */
export function checkResumable(manifest: Manifest, config: AttackConfig): void {
  if (manifest.command !== 'attack') {
    throw refusal(
      'Only an attack can be resumed.',
      'a run of faultscape attack',
      `one of ${manifest.command}`,
    );
  }
  const difference = firstDifference(
    // Runs from before there was a choice of engine did not name one.
    { engine: 'auto', ...(manifest.config as Record<string, unknown>) },
    config as unknown as Record<string, unknown>,
  );
  if (difference !== null) {
    const [field, before, now] = difference;
    throw refusal(`The run was begun with another ${field}.`, `${field} ${before}`, `${field} ${now}`);
  }
  if (manifest.faultscape !== PACKAGE_VERSION) {
    throw refusal(
      'The run was begun by another version of Faultscape.',
      `version ${manifest.faultscape}`,
      `version ${PACKAGE_VERSION}`,
    );
  }
}

/** The same for what only the living parts can tell: agent, space, renderer, engine of nets. */
export function checkSameParts(manifest: Manifest, about: HostAbout, space: Space): void {
  const before = partsOf(
    {
      agentVersion: manifest.agentVersion,
      renderer: manifest.renderer,
      tensor: manifest.agentTensor as HostAbout['tensor'],
      camera: manifest.camera,
    },
    manifest.space,
  );
  const now = partsOf(about, { name: space.name, axes: space.axes });
  const difference = firstDifference(before, now);
  if (difference === null) return;
  const [field, was, is] = difference;
  throw refusal(`The run was begun with another ${field}.`, was, is);
}

function partsOf(about: HostAbout, space: unknown): Record<string, unknown> {
  return {
    'agent version': about.agentVersion,
    renderer: about.renderer,
    'engine of nets': stableStringify(about.tensor as unknown as Json),
    space: stableStringify(space as Json),
  };
}

/** On resume `auto` means what the run began with: it keeps to one renderer, one engine and one tensor backend. */
export function keepToEngines(config: AttackConfig, manifest: Manifest): AttackConfig {
  const { engine, tf } = enginesOf(manifest);
  const route = manifest.renderer?.split(':')[0];
  return {
    ...config,
    gl: config.gl === 'auto' && route !== undefined ? (route as AttackConfig['gl']) : config.gl,
    tf: config.tf === 'auto' ? (tf as AttackConfig['tf']) : config.tf,
    engine: config.engine === 'auto' ? engine : config.engine,
  };
}

function refusal(what: string, expected: string, got: string): FaultscapeError {
  return new FaultscapeError('usage', what, {
    expected,
    got,
    hint: 'resume with what the run began with, or start a new run with another --out',
  });
}
