import { useEffect, useState } from 'preact/hooks';
import { touchedPads } from './gamepad.ts';

/** What to drive with, and what to know before the first time. */
export function WheelHelp() {
  const pad = usePad();
  return (
    <section class="panel wheel-help" aria-label="How to drive">
      <h3>How to drive</h3>
      <dl>
        <div>
          <dt>Keyboard</dt>
          <dd>
            <kbd>Left</kbd> <kbd>Right</kbd> or <kbd>A</kbd> <kbd>D</kbd> steer, <kbd>Up</kbd> or <kbd>W</kbd>{' '}
            gas, <kbd>Down</kbd>, <kbd>S</kbd> or <kbd>Space</kbd> brake, <kbd>C</kbd> changes the camera. The
            wheel turns the less the faster you are, and comes back to the middle by itself.
          </dd>
        </div>
        <div>
          <dt>Gamepad</dt>
          <dd>
            Left stick steers, right trigger or lower button is gas, left trigger or right-hand button brakes.{' '}
            <span role="status">
              {pad === null ? 'Press a button on one to connect it.' : `Connected: ${pad}.`}
            </span>
          </dd>
        </div>
        <div>
          <dt>Touch</dt>
          <dd>Put the left thumb on the pad and pull it sideways; the pedals are on the right.</dd>
        </div>
      </dl>
      <p>
        Drive along the white line to its end, in your lane. The world runs in real time and cannot be paused.
        When you leave this page or give up, the drive is aborted and counts for nobody; every other end is
        logged and scored as any agent's.
      </p>
    </section>
  );
}

/** The name of a gamepad that was touched; browsers do not show others. */
function usePad(): string | null {
  const connected = () => touchedPads().find((pad) => pad?.connected)?.id ?? null;
  const [pad, setPad] = useState(connected);
  useEffect(() => {
    const update = () => setPad(connected());
    window.addEventListener('gamepadconnected', update);
    window.addEventListener('gamepaddisconnected', update);
    return () => {
      window.removeEventListener('gamepadconnected', update);
      window.removeEventListener('gamepaddisconnected', update);
    };
  }, []);
  return pad;
}
