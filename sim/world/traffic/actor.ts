import type { Path } from '../../geometry/path.ts';
import type { IdmDriver } from './idm.ts';
import type { Passage } from './passages.ts';

export type ActorKind = 'car' | 'pedestrian' | 'cyclist';

/** Length and width of what is solid, metres, as seen from above. */
export const ACTOR_SIZES: Readonly<Record<ActorKind, { readonly lengthM: number; readonly widthM: number }>> =
  {
    car: { lengthM: 4.3, widthM: 1.8 },
    pedestrian: { lengthM: 0.5, widthM: 0.5 },
    cyclist: { lengthM: 1.75, widthM: 0.6 },
  };

/** What an actor's part is told of the car under test: how far it is along its own route, and how fast. */
export interface EgoView {
  readonly timeS: number;
  readonly progressM: number;
  readonly speedMps: number;
}

/** What an actor wants at this moment. Reused in place. */
export interface Wish {
  /** False keeps an actor that has not come yet out of the town. */
  present: boolean;
  /** The speed it would go at on a free road. */
  speedMps: number;
  /** Brakes at least this hard, whatever is ahead; 0 if not. */
  brakingMps2: number;
  /** False for one who does not look at what comes towards just now, only at who goes ahead. */
  mindsOncoming: boolean;
}

/** An actor's part in the scene: what it wants, from what it knows. Must depend on its arguments alone. */
export type Part = (ego: EgoView, alongM: number, speedMps: number, wish: Wish) => void;

/** One who moves along a path: forwards only, never off it. */
export interface ActorSpec {
  readonly id: string;
  readonly kind: ActorKind;
  readonly variant: number;
  readonly path: Path;
  /** Where on the path its middle starts. */
  readonly startM: number;
  readonly startMps: number;
  /** The most it goes at each sample of its path. */
  readonly limitMps: Float64Array;
  /** The junctions it passes, where it keeps to the right of way. */
  readonly passages: readonly Passage[];
  readonly driver: IdmDriver;
  /** True for those who mind what is before them; others walk on. */
  readonly minds: boolean;
  readonly atEnd: 'leaves' | 'stays';
  /** Enters a junction only if it will have left it this long before the car under test arrives. */
  readonly gapS: number;
  readonly part: Part;
}

/** The part of one who is there from the start and goes as fast as its path allows. */
export const GOES: Part = (_ego, _alongM, _speedMps, wish) => {
  wish.speedMps = Number.POSITIVE_INFINITY;
};
