import type { ComponentChildren } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { type CameraMode, CameraRig } from './camera-rig.ts';
import { graphicsRoute } from './graphics-route.ts';
import { panelBoxes } from './panel-layout.ts';
import './stage.css';
import { StageDrawing, type StageStats } from './stage-drawing.ts';
import { steerRig } from './stage-input.ts';
import type { StageSource } from './stage-source.ts';

/** Below this the picture is visibly coarser, and the page says why. */
const COARSE_RATIO = 0.8;

const TRY_AGAIN_MS = 1_000;

export interface StageProps {
  /** One panel each, side by side. Keep the same objects from one rendering to the next. */
  readonly sources: readonly StageSource[];
  readonly mode: CameraMode;
  /** What the picture shows, for those who do not see it. */
  readonly label: string;
  /** Laid over each panel. */
  readonly over?: (panel: number) => ComponentChildren;
}

/** The 3D view: episodes side by side, turned and zoomed by hand, redrawn only when they change. */
export function Stage({ sources, mode, label, over }: StageProps) {
  const route = graphicsRoute();
  const canvas = useRef<HTMLCanvasElement>(null);
  const view = useRef<HTMLDivElement>(null);
  const drawing = useRef<StageDrawing | null>(null);
  const rig = useMemo(() => new CameraRig(), []);
  const [size, setSize] = useState({ width: 0, height: 0 });
  const [coarse, setCoarse] = useState<number | null>(null);
  const [clearedAir, setClearedAir] = useState(false);
  /** A canvas that lost its graphics for good is replaced by a new one. */
  const [attempt, setAttempt] = useState(0);
  const [lost, setLost] = useState(false);
  rig.mode = mode;

  useEffect(() => {
    const element = canvas.current;
    if (element === null || view.current === null || route === null) return;
    const onStats = (stats: StageStats) => {
      note(element, stats);
      setCoarse(stats.ratio < COARSE_RATIO ? stats.ratio : null);
      setClearedAir(stats.clearedAir);
    };
    let made: StageDrawing;
    try {
      made = new StageDrawing({ canvas: element, rig, route, onStats });
    } catch {
      // A card that has just fallen over takes a moment.
      setLost(true);
      const again = setTimeout(() => setAttempt((count) => count + 1), TRY_AGAIN_MS);
      return () => clearTimeout(again);
    }
    drawing.current = made;
    made.setSources(sources);
    const observer = new ResizeObserver(() => {
      const { clientWidth: width, clientHeight: height } = element;
      setSize({ width, height });
      made.resize(width, height);
    });
    observer.observe(element);
    const stopSteering = steerRig(view.current, rig);
    const onLost = () => {
      setLost(true);
      setAttempt((count) => count + 1);
    };
    element.addEventListener('webglcontextlost', onLost);
    setLost(false);
    return () => {
      element.removeEventListener('webglcontextlost', onLost);
      observer.disconnect();
      stopSteering();
      made.close();
      drawing.current = null;
    };
  }, [attempt]);

  useEffect(() => drawing.current?.setSources(sources), [sources]);

  if (route === null) {
    return (
      <div class="stage">
        <p class="problem">
          The 3D view needs WebGL 2, which this browser does not offer or has turned off. Charts and tables
          work without it.
        </p>
      </div>
    );
  }
  const boxes = panelBoxes(sources.length, size.width, size.height);
  return (
    <div class="stage">
      <div
        ref={view}
        class="view"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys turn the camera here
        tabIndex={0}
        role="application"
        aria-roledescription="3D view"
        aria-label={`${label}. Arrow keys turn the camera, plus and minus zoom, 0 resets.`}
      >
        <canvas key={attempt} ref={canvas} />
      </div>
      {over === undefined
        ? null
        : boxes.map(({ left, top, width, height }, i) => (
            <div
              key={i}
              class="over"
              style={{ left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px` }}
            >
              {over(i)}
            </div>
          ))}
      <StageNote
        lost={lost}
        lines={[
          coarse === null
            ? null
            : `${route.software ? 'Drawn without a graphics card' : 'To stay smooth'}: ${Math.round(coarse * 100)} % resolution in motion`,
          clearedAir
            ? "Less fog than there was, so that the car can be seen; the agent's eye has it all"
            : null,
        ]}
      />
    </div>
  );
}

/** Where the picture is not quite what it could be, in words. */
function StageNote(props: { readonly lost: boolean; readonly lines: readonly (string | null)[] }) {
  if (props.lost) {
    return (
      <p class="stage-note" role="status">
        The graphics were lost; starting them again
      </p>
    );
  }
  const lines = props.lines.filter((line) => line !== null);
  return lines.length === 0 ? null : <p class="stage-note">{lines.join('. ')}</p>;
}

/** What the drawing costs, where tests and curious people can read it. */
function note(canvas: HTMLCanvasElement, stats: StageStats): void {
  canvas.dataset.ratio = stats.ratio.toFixed(2);
  canvas.dataset.frameMs = stats.frameMs === null ? '' : stats.frameMs.toFixed(1);
  canvas.dataset.geometries = String(stats.geometries);
  canvas.dataset.textures = String(stats.textures);
  canvas.dataset.drawn = String(stats.drawn);
}
