import * as THREE from 'three';
import type { CameraSpec, Frame } from '../agent.ts';
import { FaultscapeError } from '../core/errors.ts';
import type { CameraPose, Picture, Stage } from '../scene/picture.ts';
import { copyDepth, copyRgb, copySemantic } from './pixels.ts';
import type { Renderer } from './renderer.ts';
import { createSensorMaterial, SENSOR_CLEAR, SOLID_LAYER, UNSOLID_LAYER } from './sensor-material.ts';
import { type StageView, StageViews } from './stage-views.ts';

/**
 * SwiftShader loses triangles that have a corner exactly beside the lens, which happens to a level
 * camera among round coordinates. Every camera is moved back by a length that is not round.
 */
const NUDGE_M = 0.000137;

/** Views kept for stages that no slot shows at the moment: all sixteen of the detection tasks. */
const MAX_IDLE_VIEWS = 16;

export interface ThreeRendererOptions {
  readonly context: WebGL2RenderingContext;
  readonly description: string;
  readonly buildView: (stage: Stage) => StageView;
  /** Gives the context back, after everything in it is disposed of. */
  readonly onClose?: () => void;
}

/** One image size's targets and the bytes read back from them. */
interface Canvas {
  readonly colour: THREE.WebGLRenderTarget;
  readonly sensor: THREE.WebGLRenderTarget;
  readonly rgba: Uint8Array;
}

/**
 * Draws pictures with three.js into targets and reads them back; the same class serves a native
 * context and a browser's. The danger: a frame must follow from its picture, pose and camera
 * alone, so nothing that is kept here (views, targets, shadow maps) may carry an earlier frame on.
 */
export class ThreeRenderer implements Renderer {
  readonly description: string;
  readonly #context: WebGL2RenderingContext;
  readonly #three: THREE.WebGLRenderer;
  readonly #views: StageViews;
  readonly #sensorMaterial = createSensorMaterial();
  readonly #canvases = new Map<string, Canvas>();
  readonly #frames = new Map<number, Frame>();
  readonly #onClose: (() => void) | undefined;
  #open = true;

  constructor({ context, description, buildView, onClose }: ThreeRendererOptions) {
    this.description = description;
    this.#context = context;
    this.#onClose = onClose;
    this.#views = new StageViews(buildView, MAX_IDLE_VIEWS);
    this.#three = new THREE.WebGLRenderer({ context, canvas: context.canvas });
    this.#three.shadowMap.enabled = true;
    this.#three.shadowMap.type = THREE.PCFShadowMap;
    // Drawn when a colour pass asks for it; the sensor pass needs none.
    this.#three.shadowMap.autoUpdate = false;
    this.#three.debug.onShaderError = throwShaderProblem;
  }

  /** Counts of what lives in GL memory: geometries, textures, programs. For tests and `doctor`. */
  get memory(): { readonly geometries: number; readonly textures: number; readonly programs: number } {
    const { memory, programs } = this.#three.info;
    return {
      geometries: memory.geometries,
      textures: memory.textures,
      programs: programs === null ? 0 : programs.length,
    };
  }

  render(picture: Picture, pose: CameraPose, camera: CameraSpec, slot: number): Frame {
    const view = this.#views.lend(picture.stage, slot);
    const canvas = this.#canvas(camera.widthPx, camera.heightPx);
    const frame = this.#frame(camera, slot);
    view.show(picture, pose, camera.widthPx / camera.heightPx);
    view.camera.translateZ(NUDGE_M);
    if (frame.rgb !== null) {
      this.#drawColour(view, canvas);
      copyRgb(canvas.rgba, camera.widthPx, camera.heightPx, frame.rgb);
    }
    if (frame.depthM !== null || frame.semantic !== null) {
      this.#drawSensor(view, canvas);
      if (frame.depthM !== null) copyDepth(canvas.rgba, camera.widthPx, camera.heightPx, frame.depthM);
      if (frame.semantic !== null) copySemantic(canvas.rgba, camera.widthPx, camera.heightPx, frame.semantic);
    }
    this.#throwIfBroken();
    return frame;
  }

  release(slot: number): void {
    this.#views.giveBack(slot);
    this.#frames.delete(slot);
  }

  close(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#views.disposeAll();
    this.#sensorMaterial.dispose();
    for (const { colour, sensor } of this.#canvases.values()) {
      colour.dispose();
      sensor.dispose();
    }
    this.#canvases.clear();
    this.#frames.clear();
    this.#three.dispose();
    this.#onClose?.();
  }

  #drawColour({ scene, camera }: StageView, { colour, rgba }: Canvas): void {
    camera.layers.set(SOLID_LAYER);
    camera.layers.enable(UNSOLID_LAYER);
    this.#three.shadowMap.needsUpdate = true;
    this.#three.setRenderTarget(colour);
    this.#three.render(scene, camera);
    this.#three.readRenderTargetPixels(colour, 0, 0, colour.width, colour.height, rgba);
  }

  #drawSensor({ scene, camera }: StageView, { sensor, rgba }: Canvas): void {
    const { background } = scene;
    camera.layers.set(SOLID_LAYER);
    scene.background = null;
    scene.overrideMaterial = this.#sensorMaterial;
    this.#three.setClearColor(SENSOR_CLEAR.colour, SENSOR_CLEAR.alpha);
    this.#three.setRenderTarget(sensor);
    this.#three.render(scene, camera);
    this.#three.setClearColor(0x000000, 1);
    scene.overrideMaterial = null;
    scene.background = background;
    this.#three.readRenderTargetPixels(sensor, 0, 0, sensor.width, sensor.height, rgba);
  }

  #canvas(widthPx: number, heightPx: number): Canvas {
    const key = `${widthPx}x${heightPx}`;
    const held = this.#canvases.get(key);
    if (held !== undefined) return held;
    const made: Canvas = {
      colour: new THREE.WebGLRenderTarget(widthPx, heightPx, { colorSpace: THREE.SRGBColorSpace }),
      sensor: new THREE.WebGLRenderTarget(widthPx, heightPx),
      rgba: new Uint8Array(widthPx * heightPx * 4),
    };
    this.#canvases.set(key, made);
    return made;
  }

  #frame(camera: CameraSpec, slot: number): Frame {
    const held = this.#frames.get(slot);
    if (held !== undefined && fits(held, camera)) return held;
    const { widthPx, heightPx } = camera;
    const pixels = widthPx * heightPx;
    const frame: Frame = {
      widthPx,
      heightPx,
      rgb: camera.rgb ? new Uint8Array(pixels * 3) : null,
      depthM: camera.depth ? new Float32Array(pixels) : null,
      semantic: camera.semantic ? new Uint8Array(pixels) : null,
    };
    this.#frames.set(slot, frame);
    return frame;
  }

  /** GL tells of trouble only when asked; once a frame costs little and loses no episode in silence. */
  #throwIfBroken(): void {
    const code = this.#context.getError();
    if (code === this.#context.NO_ERROR) return;
    throw new FaultscapeError('environment', 'The graphics library failed while drawing a frame.', {
      expected: 'no GL error',
      got: `GL error 0x${code.toString(16)} on ${this.description}`,
      hint: 'try another route with --gl',
    });
  }
}

function fits(frame: Frame, camera: CameraSpec): boolean {
  return (
    frame.widthPx === camera.widthPx &&
    frame.heightPx === camera.heightPx &&
    (frame.rgb !== null) === camera.rgb &&
    (frame.depthM !== null) === camera.depth &&
    (frame.semantic !== null) === camera.semantic
  );
}

function throwShaderProblem(
  gl: WebGLRenderingContext | WebGL2RenderingContext,
  program: WebGLProgram,
  vertex: WebGLShader,
  fragment: WebGLShader,
): never {
  const logs = [gl.getProgramInfoLog(program), gl.getShaderInfoLog(vertex), gl.getShaderInfoLog(fragment)];
  throw new FaultscapeError('environment', 'A shader did not compile.', {
    got: logs.filter((log) => log !== null && log.trim() !== '').join('\n'),
  });
}
