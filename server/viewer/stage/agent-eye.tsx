import { useEffect, useRef, useState } from 'preact/hooks';
import { type CameraPose, type CameraSpec, type Picture, SEMANTIC_CLASSES } from '../../../sim/index.ts';
import { openBrowserRenderer, type ThreeRenderer } from '../../../sim/render/browser.ts';
import './agent-eye.css';
import { cssColour, SCALE_GRADIENT } from './colour-scale.ts';
import { graphicsRoute } from './graphics-route.ts';
import { CHANNELS, type Channel, paintFrame, SEMANTIC_COLOURS } from './paint-frame.ts';

/** For an agent that uses no camera: what one would see. */
const DEFAULT_CAMERA = { widthPx: 160, heightPx: 120 };
const MOST_OFTEN_MS = 100;
/** Of the page's time at most one part in so many goes into this picture. */
const COST_SHARE = 5;

export interface Sight {
  readonly picture: Picture;
  readonly pose: CameraPose;
}

export interface AgentEyeProps {
  /** What the agent was shown last; the same object as before means nothing new. */
  readonly sight: () => Sight | null;
  /** The camera it has; null if it has none. */
  readonly camera: CameraSpec | null;
}

const NAMES: Readonly<Record<Channel, string>> = { rgb: 'RGB', depth: 'Depth', semantic: 'Semantic' };

/** The agent's own camera, drawn with the renderer of a run and at the agent's own resolution. */
export function AgentEye({ sight, camera }: AgentEyeProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [channel, setChannel] = useState<Channel>('rgb');
  const [problem, setProblem] = useState<string | null>(null);
  const { widthPx, heightPx } = camera ?? DEFAULT_CAMERA;

  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context || graphicsRoute() === null) return;
    return drawSights(context, channel, { widthPx, heightPx }, sight, setProblem);
  }, [sight, channel, widthPx, heightPx]);

  return (
    <figure class="agent-eye">
      <div class="channels" role="group" aria-label="Channel of the agent's camera">
        {CHANNELS.map((one) => (
          <button key={one} type="button" aria-pressed={one === channel} onClick={() => setChannel(one)}>
            {NAMES[one]}
          </button>
        ))}
      </div>
      <canvas
        ref={canvas}
        width={widthPx}
        height={heightPx}
        role="img"
        aria-label={`The agent's camera, ${NAMES[channel]}, ${widthPx} by ${heightPx} pixels`}
        data-channel={channel}
      />
      <figcaption>
        {problem !== null
          ? problem
          : camera === null
            ? 'This agent uses no camera; one would see this.'
            : null}
        {channel === 'depth' ? <DepthLegend /> : channel === 'semantic' ? <SemanticLegend /> : null}
      </figcaption>
    </figure>
  );
}

/** Draws what is new, at most ten times a second and less where drawing is dear. Returns how to stop. */
function drawSights(
  context: CanvasRenderingContext2D,
  channel: Channel,
  { widthPx, heightPx }: { widthPx: number; heightPx: number },
  sight: () => Sight | null,
  onProblem: (problem: string | null) => void,
): () => void {
  const spec: CameraSpec = {
    widthPx,
    heightPx,
    rgb: channel === 'rgb',
    depth: channel === 'depth',
    semantic: channel === 'semantic',
  };
  const image = context.createImageData(widthPx, heightPx);
  let renderer: ThreeRenderer | null = null;
  let shown: Sight | null = null;
  let nextMs = 0;
  let request = 0;
  const tick = (nowMs: number) => {
    request = requestAnimationFrame(tick);
    if (nowMs < nextMs) return;
    const seen = sight();
    if (seen === null || seen === shown) return;
    shown = seen;
    const startMs = performance.now();
    try {
      renderer ??= openBrowserRenderer(new OffscreenCanvas(widthPx, heightPx));
      paintFrame(renderer.render(seen.picture, seen.pose, spec, 0), channel, image.data);
      context.putImageData(image, 0, 0);
      onProblem(null);
    } catch (error) {
      // Graphics that were lost come back with a new context.
      renderer?.close();
      renderer = null;
      onProblem(`The camera could not be drawn: ${error instanceof Error ? error.message : error}`);
      nextMs = nowMs + 2_000;
      return;
    }
    nextMs = nowMs + Math.max(MOST_OFTEN_MS, COST_SHARE * (performance.now() - startMs));
  };
  request = requestAnimationFrame(tick);
  return () => {
    cancelAnimationFrame(request);
    renderer?.close();
  };
}

function DepthLegend() {
  return (
    <span class="depth-legend">
      <span>1 m</span>
      <span class="bar" style={{ background: SCALE_GRADIENT }} />
      <span>100 m, sky black</span>
    </span>
  );
}

function SemanticLegend() {
  return (
    <ul class="semantic-legend">
      {SEMANTIC_CLASSES.map((name, i) => (
        <li key={name}>
          <span class="swatch" style={{ background: cssColour(SEMANTIC_COLOURS[i] ?? [0, 0, 0]) }} />
          {name}
        </li>
      ))}
    </ul>
  );
}
