/** Heights of the flat layers, metres; the road's top is the physical ground, the rest lies just under it. */
export const LAYER_Z = {
  terrain: -0.06,
  grass: -0.05,
  pavement: -0.03,
  kerb: -0.015,
  road: 0,
  marking: 0.012,
} as const;
