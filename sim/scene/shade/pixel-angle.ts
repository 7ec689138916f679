import * as THREE from 'three';

/**
 * Tells a material, just before it draws a mesh, how wide one pixel is (radians at the middle
 * of the frame), whatever renderer and target it is drawn to.
 */
export function feedPixelAngle(mesh: THREE.Mesh<THREE.BufferGeometry, THREE.ShaderMaterial>): void {
  const viewport = new THREE.Vector4();
  mesh.onBeforeRender = (renderer, _scene, camera) => {
    renderer.getCurrentViewport(viewport);
    const uniform = mesh.material.uniforms.uPixelRad as THREE.IUniform<number>;
    const slope = camera.projectionMatrix.elements[5] as number;
    uniform.value = 2 / (slope * viewport.w);
    mesh.material.uniformsNeedUpdate = true;
  };
}
