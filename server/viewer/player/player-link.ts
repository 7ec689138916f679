import { CAMERA_MODES, type CameraMode } from '../stage/camera-rig.ts';

/** What a link to the player says: which episodes, when, and from where. */
export interface PlayerLink {
  /** Null for the newest of a run that is under way. */
  readonly episode: string | null;
  readonly beside: readonly string[];
  readonly timeS: number | null;
  readonly camera: CameraMode;
}

export const MOST_PANELS = 4;

/** Reads the fields `episode`, `with`, `t` and `cam` of an address; what makes no sense is left out. */
export function readPlayerLink(query: URLSearchParams): PlayerLink {
  const episode = query.get('episode');
  const timeS = Number.parseFloat(query.get('t') ?? '');
  const camera = query.get('cam');
  const beside = (query.get('with') ?? '').split(',').filter((id) => id !== '' && id !== episode);
  return {
    episode: episode === '' ? null : episode,
    beside: episode === null ? [] : [...new Set(beside)].slice(0, MOST_PANELS - 1),
    timeS: Number.isFinite(timeS) && timeS >= 0 ? timeS : null,
    camera: CAMERA_MODES.find((mode) => mode === camera) ?? 'chase',
  };
}

/** The fields as `setQuery` takes them. */
export function playerQuery(link: PlayerLink): Record<string, string | null> {
  return {
    episode: link.episode,
    with: link.beside.length === 0 ? null : link.beside.join(','),
    t: link.timeS === null || link.episode === null ? null : linkTime(link.timeS),
    cam: link.camera === 'chase' ? null : link.camera,
  };
}

/** Seconds to the hundredth, without noughts at the end. */
export function linkTime(timeS: number): string {
  return String(Math.round(timeS * 100) / 100);
}
