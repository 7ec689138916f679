import { type Signal, signal } from '@preact/signals';
import type { Limit } from './limits.ts';
import { type MapFilter, NO_FILTER } from './map-filter.ts';

/** How a person has set a map. Two maps that share one are linked. */
export interface MapState {
  readonly view: Signal<'scatter' | 'parallel'>;
  /** The axis across and the axis up; null is the pair that tells failures best. */
  readonly axes: Signal<readonly [x: string, y: string] | null>;
  readonly filter: Signal<MapFilter>;
  readonly showsLearned: Signal<boolean>;
  readonly showsPoolFailures: Signal<boolean>;
}

export function createMapState(axes: readonly [x: string, y: string] | null = null): MapState {
  return {
    view: signal<'scatter' | 'parallel'>('scatter'),
    axes: signal(axes),
    filter: signal<MapFilter>(NO_FILTER),
    showsLearned: signal(true),
    showsPoolFailures: signal(false),
  };
}

/** Sets or, with null, lifts the limits of some axes. */
export function setLimits(state: MapState, changes: Readonly<Record<string, Limit | null>>): void {
  const limits = { ...state.filter.value.limits };
  for (const [name, limit] of Object.entries(changes)) {
    if (limit === null) delete limits[name];
    else limits[name] = limit;
  }
  state.filter.value = { ...state.filter.value, limits };
}
