/** The weights that the package ships, by the agent that uses them: paths from the package's root. */
export const SHIPPED_WEIGHTS = {
  cil: 'agents/cil/weights/cil.fsw',
  'uav-vision': 'agents/uav-vision/weights/uav-vision.fsw',
  detector: 'agents/detector/weights/detector.fsw',
  classifier: 'agents/perception/weights/classifier.fsw',
} as const;
