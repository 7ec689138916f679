/** Rows of a rotation matrix; its columns are the directions ahead, left and up. */
export type Turn = readonly [number, number, number, number, number, number, number, number, number];

/** The turn of a body with this attitude, from its own axes to the world's. */
export function turnOf(headingRad: number, pitchRad: number, rollRad: number): Turn {
  const [ch, sh] = [Math.cos(headingRad), Math.sin(headingRad)];
  const [cp, sp] = [Math.cos(pitchRad), Math.sin(pitchRad)];
  const [cr, sr] = [Math.cos(rollRad), Math.sin(rollRad)];
  return [
    ch * cp,
    -sh * cr - ch * sp * sr,
    sh * sr - ch * sp * cr,
    sh * cp,
    ch * cr - sh * sp * sr,
    -ch * sr - sh * sp * cr,
    sp,
    cp * sr,
    cp * cr,
  ];
}
