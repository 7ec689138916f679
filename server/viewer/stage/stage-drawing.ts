import * as THREE from 'three';
import type { CameraPose, Picture } from '../../../sim/index.ts';
import { SceneView, StageViews } from '../../../sim/render/browser.ts';
import { type CameraRig, type Following, newFollowing } from './camera-rig.ts';
import { FramePace } from './frame-pace.ts';
import type { GraphicsRoute } from './graphics-route.ts';
import { type PanelBox, panelBoxes } from './panel-layout.ts';
import { StagePaint } from './ribbon-mesh.ts';
import type { StageFrame, StageSource } from './stage-source.ts';

/** Built stages that wait for another episode on them. */
const MAX_IDLE_VIEWS = 2;
/** Even on a processor a picture that stands still is drawn sharp, once it has stood this long. */
const SHARPEN_AFTER_MS = 300;
const SHARP_RATIO = 1;
const SOFTWARE_FIRST_RATIO = 0.6;
const HIGHEST_RATIO = 2;
/** The same tiny step back that the agent's camera takes; see ThreeRenderer. */
const NUDGE_M = 0.000137;
/** Seen from outside, air this thick times the distance still lets the car be seen. */
const THICKEST_AIR = 0.7;

export interface StageStats {
  readonly ratio: number;
  readonly frameMs: number | null;
  readonly geometries: number;
  readonly textures: number;
  readonly drawn: number;
  /** Some panel shows clearer air than there was, so that its car can be seen from outside. */
  readonly clearedAir: boolean;
}

interface Panel {
  readonly source: StageSource;
  readonly paint: StagePaint;
  readonly following: Following;
  shown: StageFrame | null;
}

/**
 * One canvas on which several episodes are drawn side by side, each in a box of its own. It asks
 * its sources once per frame of the screen and draws only when something looks different. Its
 * danger: views are lent by panel number, so a panel that goes away must give its view back.
 */
export class StageDrawing {
  readonly #three: THREE.WebGLRenderer;
  readonly #views: StageViews;
  readonly #rig: CameraRig;
  readonly #pace: FramePace;
  readonly #onStats: (stats: StageStats) => void;
  #panels: readonly Panel[] = [];
  #width = 0;
  #height = 0;
  #sizeRatio = 0;
  #rigVersion = -1;
  #dirty = true;
  #sharp = true;
  #stillSinceMs = 0;
  #drawn = 0;
  #clearedAir = false;
  #request = 0;

  constructor(options: {
    canvas: HTMLCanvasElement;
    rig: CameraRig;
    route: GraphicsRoute;
    onStats: (stats: StageStats) => void;
  }) {
    const { canvas, rig, route } = options;
    this.#rig = rig;
    this.#onStats = options.onStats;
    this.#three = new THREE.WebGLRenderer({
      canvas,
      antialias: !route.software,
      powerPreference: 'high-performance',
    });
    this.#three.shadowMap.enabled = true;
    this.#three.shadowMap.type = THREE.PCFShadowMap;
    this.#three.shadowMap.autoUpdate = false;
    this.#three.autoClear = false;
    this.#three.setScissorTest(true);
    this.#views = new StageViews((stage) => new SceneView(stage), MAX_IDLE_VIEWS);
    const highest = Math.min(HIGHEST_RATIO, Math.max(1, window.devicePixelRatio));
    this.#pace = new FramePace({ first: route.software ? SOFTWARE_FIRST_RATIO : highest, highest });
    this.#request = requestAnimationFrame(this.#tick);
  }

  setSources(sources: readonly StageSource[]): void {
    const before = this.#panels;
    this.#panels = sources.map((source, i) => {
      const held = before[i];
      if (held?.source === source) return held;
      return { source, paint: held?.paint ?? new StagePaint(), following: newFollowing(), shown: null };
    });
    for (let i = sources.length; i < before.length; i++) {
      before[i]?.paint.dispose();
      this.#views.giveBack(i);
    }
    this.#dirty = true;
  }

  resize(width: number, height: number): void {
    this.#width = width;
    this.#height = height;
    this.#sizeRatio = 0;
    this.#dirty = true;
  }

  close(): void {
    cancelAnimationFrame(this.#request);
    for (const { paint } of this.#panels) paint.dispose();
    this.#panels = [];
    this.#views.disposeAll();
    this.#three.dispose();
    // A page has few contexts; one that is not needed is given back at once.
    if (!this.#three.getContext().isContextLost()) this.#three.forceContextLoss();
  }

  readonly #tick = (nowMs: number): void => {
    this.#request = requestAnimationFrame(this.#tick);
    if (this.#width < 2 || this.#height < 2) return;
    const frames = this.#panels.map(({ source }) => source.frame(nowMs));
    const isSame = frames.every((frame, i) => frame === this.#panels[i]?.shown);
    if (isSame && !this.#dirty && this.#rigVersion === this.#rig.version) {
      this.#rest(nowMs, frames);
    } else {
      this.#stillSinceMs = nowMs;
      this.#pace.drawn(nowMs);
      this.#draw(frames, this.#pace.ratio);
    }
  };

  /** Nothing moves: after a moment the picture is drawn once more, sharp, and then no more. */
  #rest(nowMs: number, frames: readonly (StageFrame | null)[]): void {
    this.#pace.rest();
    if (this.#sharp || nowMs - this.#stillSinceMs < SHARPEN_AFTER_MS) return;
    this.#draw(frames, Math.max(SHARP_RATIO, this.#pace.ratio));
  }

  #draw(frames: readonly (StageFrame | null)[], ratio: number): void {
    this.#dirty = false;
    this.#clearedAir = false;
    this.#rigVersion = this.#rig.version;
    this.#sharp = ratio >= SHARP_RATIO;
    if (ratio !== this.#sizeRatio) {
      this.#sizeRatio = ratio;
      this.#three.setPixelRatio(ratio);
      this.#three.setSize(this.#width, this.#height, false);
    }
    const boxes = panelBoxes(this.#panels.length, this.#width, this.#height);
    this.#three.setScissorTest(false);
    this.#three.setClearColor(0x000000, 0);
    this.#three.clear();
    this.#three.setScissorTest(true);
    this.#panels.forEach((panel, i) => {
      const frame = frames[i] ?? null;
      panel.shown = frame;
      if (frame !== null) this.#drawPanel(panel, i, frame, boxes[i] as PanelBox);
    });
    this.#drawn++;
    this.#tell();
  }

  #drawPanel(panel: Panel, index: number, frame: StageFrame, box: PanelBox): void {
    const three = this.#three;
    const aspect = box.width / box.height;
    const bottom = this.#height - box.top - box.height;
    three.setViewport(box.left, bottom, box.width, box.height);
    three.setScissor(box.left, bottom, box.width, box.height);
    const view = this.#views.lend(frame.picture.stage, index);
    const pose = this.#rig.pose(frame, aspect, panel.following);
    view.show(this.#seenFrom(frame, pose), pose, aspect);
    view.camera.translateZ(NUDGE_M);
    three.shadowMap.needsUpdate = true;
    three.render(view.scene, view.camera);
    if (this.#rig.mode === 'agent') return;
    panel.paint.show(frame.ribbon, frame.routeXyM);
    three.render(panel.paint.scene, view.camera);
  }

  /** From outside, fog is thinned until what is looked at can be seen; no rain falls on a map. */
  #seenFrom({ picture, focus }: StageFrame, pose: CameraPose): Picture {
    if (this.#rig.mode === 'agent' || focus === null) return picture;
    const awayM = Math.hypot(pose.xM - focus.xM, pose.yM - focus.yM, pose.zM - focus.zM);
    const isMap = this.#rig.mode === 'top';
    const { weather } = picture;
    const thickest = THICKEST_AIR / Math.max(1, isMap ? pose.zM : awayM);
    if (weather.fogDensityPerM <= thickest && !isMap) return picture;
    this.#clearedAir ||= weather.fogDensityPerM > 0;
    const fogDensityPerM = Math.min(weather.fogDensityPerM, isMap ? thickest / 4 : thickest);
    return { ...picture, weather: { ...weather, fogDensityPerM, rain: isMap ? 0 : weather.rain } };
  }

  #tell(): void {
    const { memory } = this.#three.info;
    this.#onStats({
      ratio: this.#sizeRatio,
      frameMs: this.#pace.frameMs,
      geometries: memory.geometries,
      textures: memory.textures,
      drawn: this.#drawn,
      clearedAir: this.#clearedAir,
    });
  }
}
