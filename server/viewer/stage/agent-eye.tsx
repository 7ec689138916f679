import { useEffect, useRef, useState } from 'preact/hooks';
import { type CameraSpec, type DetectedBox, SEMANTIC_CLASSES } from '../../../sim/index.ts';
import './agent-eye.css';
import { BoxOverlay } from './box-overlay.tsx';
import { cssColour, SCALE_GRADIENT } from './colour-scale.ts';
import { graphicsRoute } from './graphics-route.ts';
import { CHANNELS, type Channel, SEMANTIC_COLOURS } from './paint-frame.ts';
import { type Sight, SightDrawing } from './sight-drawing.ts';

export type { Sight } from './sight-drawing.ts';

/** For an agent that uses no camera: what one would see. */
const DEFAULT_CAMERA = { widthPx: 160, heightPx: 120 };

export interface AgentEyeProps {
  /** What the agent was shown last; the same object as before means nothing new. */
  readonly sight: () => Sight | null;
  /** The camera it has; null if it has none. */
  readonly camera: Pick<CameraSpec, 'widthPx' | 'heightPx'> | null;
  /** What it answered, for a detector. */
  readonly boxes?: readonly DetectedBox[] | null;
}

const NAMES: Readonly<Record<Channel, string>> = { rgb: 'RGB', depth: 'Depth', semantic: 'Semantic' };

/** The agent's own camera, drawn with the renderer of a run and at the agent's own resolution. */
export function AgentEye({ sight, camera, boxes = null }: AgentEyeProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const drawing = useRef<SightDrawing | null>(null);
  const [channel, setChannel] = useState<Channel>('rgb');
  const [notice, setNotice] = useState<string | null>('Starting the camera');
  const { widthPx, heightPx } = camera ?? DEFAULT_CAMERA;

  useEffect(() => {
    const context = canvas.current?.getContext('2d', { willReadFrequently: true });
    if (!context || graphicsRoute() === null) return;
    const made = new SightDrawing(context, setNotice);
    drawing.current = made;
    return () => made.close();
  }, [widthPx, heightPx]);
  useEffect(() => drawing.current?.show(sight, channel), [sight, channel, widthPx, heightPx]);

  return (
    <figure class="agent-eye">
      <fieldset class="channels">
        <legend class="visually-hidden">Channel of the agent's camera</legend>
        {CHANNELS.map((one) => (
          <button key={one} type="button" aria-pressed={one === channel} onClick={() => setChannel(one)}>
            {NAMES[one]}
          </button>
        ))}
      </fieldset>
      <div class="eye-picture">
        <canvas
          ref={canvas}
          width={widthPx}
          height={heightPx}
          role="img"
          aria-label={`The agent's camera, ${NAMES[channel]}, ${widthPx} by ${heightPx} pixels`}
        />
        {boxes === null ? null : <BoxOverlay boxes={boxes} />}
      </div>
      <figcaption>
        {notice === null ? null : <p role="status">{notice}</p>}
        {camera === null ? <p>This agent uses no camera; one would see this.</p> : null}
        {channel === 'depth' ? <DepthLegend /> : channel === 'semantic' ? <SemanticLegend /> : null}
      </figcaption>
    </figure>
  );
}

function DepthLegend() {
  return (
    <span class="depth-legend">
      <span>1 m</span>
      <span class="bar" style={{ background: SCALE_GRADIENT }} />
      <span>100 m; sky is black</span>
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
