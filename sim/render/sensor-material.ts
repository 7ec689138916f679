import * as THREE from 'three';
import { DEPTH_LIMIT_M, DEPTH_STEPS } from './pixels.ts';

/** Solid things live on this layer; the depth and semantic sensors see nothing else. */
export const SOLID_LAYER = 0;

/** Sky, sun disc, rain and other things without a surface. */
export const UNSOLID_LAYER = 1;

/** What an empty pixel of the sensor pass holds: class 0 (sky), depth beyond the limit. */
export const SENSOR_CLEAR = { colour: new THREE.Color(0, 1, 1), alpha: 1 } as const;

const VERTEX = /* glsl */ `
  attribute float semantic;
  flat varying float vSemantic;
  varying float vDepthM;
  #include <common>
  void main() {
    #include <begin_vertex>
    #include <project_vertex>
    vSemantic = semantic;
    vDepthM = - mvPosition.z;
  }
`;

const FRAGMENT = /* glsl */ `
  precision highp float;
  precision highp int;
  flat varying float vSemantic;
  varying float vDepthM;
  void main() {
    uint steps = uint(clamp(vDepthM / ${DEPTH_LIMIT_M.toFixed(1)}, 0.0, 1.0) * ${DEPTH_STEPS.toFixed(1)});
    gl_FragColor = vec4(
      vSemantic,
      float((steps >> 16u) & 255u),
      float((steps >> 8u) & 255u),
      float(steps & 255u)
    ) / 255.0;
  }
`;

/**
 * Writes each solid pixel's semantic class to R and its distance along the optical axis to G, B
 * and A. It reads the vertex attribute `semantic`, which every solid geometry must carry.
 */
export function createSensorMaterial(): THREE.ShaderMaterial {
  return new THREE.ShaderMaterial({
    vertexShader: VERTEX,
    fragmentShader: FRAGMENT,
    blending: THREE.NoBlending,
    side: THREE.DoubleSide,
    toneMapped: false,
  });
}
