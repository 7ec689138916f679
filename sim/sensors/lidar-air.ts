import type { Weather } from '../scene/picture.ts';

/** Rain axis 1 is a cloudburst. */
const HEAVIEST_RAIN_MMPH = 50;
/** Decibels to nepers, and kilometres to metres. */
const NEPER_PER_DB = Math.LN10 / 10;
/** Share of what the air takes out of a beam that can come back from one drop as a return of its own. */
const SCATTER_SHARE = 0.05;
/** How much a drop or fog sends back, where a surface sends 1. */
const SCATTER_REFLECTANCE = 0.04;

/** What the air does to a lidar's beam. */
export interface LidarAir {
  /** Share of the beam taken out per metre, one way. */
  readonly extinctionPerM: number;
  /** Returns from drops and fog per metre of the beam's way. */
  readonly scatterPerM: number;
}

/**
 * Extinction of fog is the scene's own; that of rain is 1.076 R^0.67 dB/km at R mm/h (Carbonneau and
 * Wisely 1998, as in ITU-R P.1814). Both add up.
 */
export function lidarAir({ fogDensityPerM, rain }: Pick<Weather, 'fogDensityPerM' | 'rain'>): LidarAir {
  const rateMmph = rain * HEAVIEST_RAIN_MMPH;
  const dbPerKm = rateMmph <= 0 ? 0 : 1.076 * Math.exp(0.67 * Math.log(rateMmph));
  const extinctionPerM = fogDensityPerM + (dbPerKm * NEPER_PER_DB) / 1000;
  return { extinctionPerM, scatterPerM: SCATTER_SHARE * extinctionPerM };
}

/**
 * Whether a surface is near enough to be seen. The power that comes back falls with the square of the
 * distance and, by Beer and Lambert, with the extinction there and back; the least that is seen is that
 * of a surface at `rangeM` in clear air.
 */
export function surfaceSeen(distanceM: number, rangeM: number, { extinctionPerM }: LidarAir): boolean {
  return distanceM * Math.exp(extinctionPerM * distanceM) <= rangeM;
}

/** The same for a drop. */
export function dropSeen(distanceM: number, rangeM: number, air: LidarAir): boolean {
  return surfaceSeen(distanceM, rangeM * Math.sqrt(SCATTER_REFLECTANCE), air);
}
