import { useEffect, useRef } from 'preact/hooks';
import type { Command } from '../../../sim/agent.ts';
import type { HumanDrive } from './human-drive.ts';

/** Words, and an arrow drawn in a box of 24. */
const COMMANDS: Readonly<Record<Command, { readonly arrow: string; readonly words: string }>> = {
  follow: { arrow: 'M12 21V9M7 12l5-6 5 6', words: 'Follow the road' },
  straight: { arrow: 'M12 22V4M6 10l6-7 6 7', words: 'Straight on' },
  left: { arrow: 'M18 21v-8a4 4 0 0 0-4-4H5M10 3L4 9l6 6', words: 'Turn left' },
  right: { arrow: 'M6 21v-8a4 4 0 0 1 4-4h9M14 3l6 6-6 6', words: 'Turn right' },
};
/** The wheel on the screen turns this far at full lock. */
const WHEEL_TURN_DEG = 120;

/** Speed, what to do next, time and how far, wheel and pedals: laid over the stage. */
export function InstrumentPanel(props: { readonly drive: HumanDrive; readonly routeLengthM: number }) {
  const { drive, routeLengthM } = props;
  const seen = drive.instruments.value;
  const command = COMMANDS[seen?.command ?? 'follow'];
  const share = Math.min(1, Math.max(0, (seen?.progressM ?? 0) / routeLengthM));
  return (
    <>
      <div class="hud hud-top">
        <span class="hud-command" data-command={seen?.command ?? 'follow'}>
          <svg viewBox="0 0 24 24" class="sign" aria-hidden="true">
            <path d={command.arrow} />
          </svg>
          <span aria-live="assertive">{command.words}</span>
        </span>
        <span class="hud-route">
          <progress value={share} max={1} aria-label="Way driven" />
          <span class="hud-number">{Math.round(share * 100)} %</span>
        </span>
        <span class="hud-number hud-time">
          <span class="visually-hidden">Time driven </span>
          {(seen?.timeS ?? 0).toFixed(1)} s
        </span>
      </div>
      <div class="hud hud-bottom">
        <span class="hud-speed">
          <span class="hud-number">{Math.round((seen?.speedMps ?? 0) * 3.6)}</span> km/h
        </span>
        <ControlsShown drive={drive} />
      </div>
    </>
  );
}

/** Moves with every frame of the screen, past the page's own rendering. */
function ControlsShown({ drive }: { readonly drive: HumanDrive }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let request = 0;
    const show = () => {
      request = requestAnimationFrame(show);
      if (box.current === null) return;
      const { steer, gas, brake } = drive.controls;
      const { style, dataset } = box.current;
      // Positive steers left, and a wheel turned left turns against the clock.
      style.setProperty('--wheel', `${(-steer * WHEEL_TURN_DEG).toFixed(1)}deg`);
      style.setProperty('--gas', gas.toFixed(3));
      style.setProperty('--brake', brake.toFixed(3));
      dataset.steer = steer.toFixed(2);
    };
    request = requestAnimationFrame(show);
    return () => cancelAnimationFrame(request);
  }, [drive]);
  return (
    <div ref={box} class="hud-controls" aria-hidden="true">
      <svg viewBox="-12 -12 24 24" class="wheel">
        <title>Steering wheel</title>
        <circle r="10" />
        <path d="M-10 0H10M0 0V10" />
      </svg>
      <span class="pedal brake">
        <i />
        <b>brake</b>
      </span>
      <span class="pedal gas">
        <i />
        <b>gas</b>
      </span>
    </div>
  );
}
