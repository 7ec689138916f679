import * as THREE from 'three';
import { describe, expect, it } from 'vitest';
import type { CameraPose, Picture } from '../../../sim/scene/picture.ts';
import { SceneView } from '../../../sim/scene/scene-view.ts';
import { WEATHERS } from '../../../sim/scene/weathers.ts';
import { SAMPLE_POSE, samplePicture, sampleStage } from '../../scenes/sample-stage.ts';

const ASPECT = 2;

/** All that decides the pixels: matrices, visibility, layers, draw ranges, uniforms, lights. */
function state({ scene, camera }: SceneView): unknown {
  scene.updateMatrixWorld();
  const objects: unknown[] = [];
  scene.traverse((object) => {
    const fixed = [object.visible, object.layers.mask, ...object.matrixWorld.elements];
    if (object instanceof THREE.Mesh) {
      const { uniforms } = object.material as THREE.ShaderMaterial;
      const own = Object.entries(uniforms).filter(([name]) => /^u[A-Z]/.test(name) && name !== 'uNoise');
      objects.push([fixed, object.geometry.drawRange, JSON.stringify(own)]);
    } else if (object instanceof THREE.Light) {
      const shadow = object instanceof THREE.DirectionalLight ? object.shadow : null;
      objects.push([
        fixed,
        object.color.toArray(),
        shadow?.intensity,
        shadow?.camera.projectionMatrix.elements,
      ]);
    }
  });
  return [objects, camera.matrixWorld.elements, camera.projectionMatrix.elements];
}

/** Where a world point appears: x right and y up, each -1 to 1 inside the frame. */
function onScreen({ camera }: SceneView, x: number, y: number, z: number): THREE.Vector3 {
  return new THREE.Vector3(x, y, z).project(camera);
}

function looking(change: Partial<CameraPose>): SceneView {
  const view = new SceneView({ key: 'empty', items: [], boundsM: [0, 0, 1, 1] });
  const level = { ...SAMPLE_POSE, xM: 0, yM: 0, zM: 1.5, headingRad: 0, pitchRad: 0, rollRad: 0 };
  const stage = { key: 'empty', items: [], boundsM: [0, 0, 1, 1] } as const;
  view.show({ ...samplePicture(WEATHERS.ClearNoon, stage), movers: [] }, { ...level, ...change }, ASPECT);
  return view;
}

describe('a scene view', () => {
  it('shows the same for the same arguments, whatever it showed before', () => {
    const view = new SceneView(sampleStage());
    const noon = samplePicture(WEATHERS.ClearNoon);
    const storm: Picture = {
      ...samplePicture(WEATHERS.HardRainNoon),
      movers: [],
      road: { markingWear: 0.7, brightness: 1.4 },
      timeS: 9,
    };
    const elsewhere = {
      ...SAMPLE_POSE,
      xM: 70,
      headingRad: 2,
      rollRad: 0.1,
      horizontalFovDeg: 80,
      carriedBy: 'other',
    };
    view.show(noon, SAMPLE_POSE, ASPECT);
    const first = structuredClone(state(view));
    view.show(storm, elsewhere, 1);
    expect(state(view)).not.toEqual(first);
    view.show(noon, elsewhere, ASPECT);
    view.show(noon, SAMPLE_POSE, ASPECT);
    const again = state(view);
    expect(again).toEqual(first);
    view.dispose();
  });

  it('draws the shadow map again only when what casts, the sun or the ground ahead has changed', () => {
    const view = new SceneView(sampleStage());
    const sun = view.scene.children.find(
      (o) => o instanceof THREE.DirectionalLight,
    ) as THREE.DirectionalLight;
    const asks = (picture: Picture, pose = SAMPLE_POSE): boolean => {
      sun.shadow.needsUpdate = false;
      view.show(picture, pose, ASPECT);
      return sun.shadow.needsUpdate;
    };
    const noon = samplePicture();
    expect(asks(noon)).toBe(true);
    expect(asks({ ...noon, timeS: 5 })).toBe(false);
    expect(asks({ ...noon, movers: noon.movers.map((m) => ({ ...m, xM: m.xM + 1 })) })).toBe(true);
    expect(asks(noon)).toBe(true);
    expect(asks(noon, { ...SAMPLE_POSE, xM: SAMPLE_POSE.xM + 20 })).toBe(true);
    expect(asks(samplePicture(WEATHERS.ClearSunset))).toBe(true);
    view.dispose();
  });

  it('hides the car that carries the camera', () => {
    const view = new SceneView(sampleStage());
    const drawn = () => {
      let count = 0;
      view.scene.traverseVisible((object) => {
        if (object instanceof THREE.Mesh) count++;
      });
      return count;
    };
    view.show(samplePicture(), SAMPLE_POSE, ASPECT);
    const all = drawn();
    view.show(samplePicture(), { ...SAMPLE_POSE, carriedBy: 'other' }, ASPECT);
    expect(drawn()).toBe(all - 1);
    view.dispose();
  });

  it('puts a semantic class on everything a depth sensor can see', () => {
    const view = new SceneView(sampleStage());
    view.show(samplePicture(), SAMPLE_POSE, ASPECT);
    let solid = 0;
    view.scene.traverse((object) => {
      if (!(object instanceof THREE.Mesh) || !object.layers.isEnabled(0)) return;
      solid++;
      expect(object.geometry.hasAttribute('semantic')).toBe(true);
    });
    expect(solid).toBeGreaterThan(3);
    view.dispose();
  });

  it('frees every geometry, material and texture', () => {
    const view = new SceneView(sampleStage());
    view.show(samplePicture(), SAMPLE_POSE, ASPECT);
    const held = new Set<THREE.EventDispatcher<{ dispose: object }>>();
    view.scene.traverse((object) => {
      if (!(object instanceof THREE.Mesh)) return;
      held.add(object.geometry).add(object.material);
      for (const { value } of Object.values((object.material as THREE.ShaderMaterial).uniforms)) {
        if (value instanceof THREE.Texture) held.add(value as never);
      }
    });
    expect(held.size).toBeGreaterThan(10);
    for (const thing of held) thing.addEventListener('dispose', () => held.delete(thing));
    view.dispose();
    expect(held.size).toBe(0);
  });
});

describe('the camera of a scene view', () => {
  it('looks along its heading, counter-clockwise from x', () => {
    expect(onScreen(looking({ headingRad: Math.PI / 2 }), 0, 10, 1.5).length()).toBeLessThan(1.01);
    expect(onScreen(looking({ headingRad: 0 }), 10, 2, 1.5).x).toBeLessThan(0);
  });

  it('looks down at a negative pitch', () => {
    const ahead = onScreen(looking({ pitchRad: -0.3 }), 10, 0, 1.5);
    expect(ahead.x).toBeCloseTo(0, 9);
    expect(ahead.y).toBeGreaterThan(0.2);
  });

  it('turns clockwise as seen at a positive roll, so that the world turns the other way', () => {
    const above = onScreen(looking({ rollRad: 0.3 }), 10, 0, 5);
    expect(above.x).toBeLessThan(0);
    expect(above.y).toBeGreaterThan(0);
  });

  it('spans its horizontal field of view at any aspect', () => {
    const half = Math.tan((50 * Math.PI) / 180);
    expect(onScreen(looking({ horizontalFovDeg: 100 }), 10, -10 * half, 1.5).x).toBeCloseTo(1, 6);
    expect(onScreen(looking({ horizontalFovDeg: 100 }), 10, 0, 1.5 + (10 * half) / ASPECT).y).toBeCloseTo(
      1,
      6,
    );
  });
});
