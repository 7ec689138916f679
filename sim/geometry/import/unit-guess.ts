/** Metres in a unit that coordinates may be in by mistake. */
const UNITS = {
  kilometres: 1000,
  degrees: 111_195,
  millimetres: 0.001,
  centimetres: 0.01,
} as const;

/** A hint at the unit in which a length would be one from `low` to `high` metres. */
export function unitHint(lengthM: number, low: number, high: number): string {
  const fits = Object.entries(UNITS).filter(
    ([, metres]) => lengthM * metres >= low && lengthM * metres <= high,
  );
  const named =
    fits.length === 0 ? 'kilometres, degrees, feet or millimetres' : fits.map(([unit]) => unit).join(' or ');
  return `are its coordinates in metres, not in ${named}?`;
}
