import type { GateTrack } from '../../geometry/gate-track.ts';
import { airfieldStage } from '../../scene/airfield-stage.ts';
import type { Picture } from '../../scene/picture.ts';
import type { CameraMount } from '../../sensors/mounted-camera.ts';
import type { UavScene } from './uav-scene.ts';

/** The camera sits in the nose and looks up a little, since a drone that goes ahead leans forward. */
export const DRONE_CAMERA: CameraMount = {
  forwardM: 0.12,
  leftM: 0,
  heightM: 0.03,
  yawDeg: 0,
  pitchDeg: 15,
  rollDeg: 0,
  horizontalFovDeg: 100,
};

/** What an episode looks like without its drone. Equal tracks and seeds share one stage. */
export function stillPicture(stageKey: string, scene: UavScene, track: GateTrack, seed: number): Picture {
  const { anchors, openingM, gateRollRad, weather } = scene;
  const key = `${stageKey}:${JSON.stringify([anchors, openingM, gateRollRad])}`;
  const stage = airfieldStage(key, track, seed);
  return { stage, weather, road: { markingWear: 0, brightness: 1 }, movers: [], timeS: 0 };
}
