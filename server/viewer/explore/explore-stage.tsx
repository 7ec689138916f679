import { useState } from 'preact/hooks';
import type { Retrace } from '../../../sim/index.ts';
import type { Drive } from '../drive/drive.ts';
import { CAMERA_MODES, CAMERA_NAMES, type CameraMode } from '../stage/camera-rig.ts';
import { Stage } from '../stage/stage.tsx';
import type { Choice } from './choice.ts';
import { SceneSource } from './scene-source.ts';

/** The scene in 3D with the agent's view beside it; while an agent drives it, with its car. */
export function ExploreStage(props: {
  /** Null for a task that this page cannot draw. */
  readonly retrace: Retrace | null;
  readonly drive: Drive | null;
  readonly asked: Choice;
}) {
  const { retrace, drive, asked } = props;
  const [mode, setMode] = useState<CameraMode>('chase');
  const [source] = useState(() => new SceneSource());
  const [sources] = useState(() => [source]);
  const step = drive !== null && drive.asked.scene === asked.scene ? drive.latest.value : null;
  if (step === null || retrace === null) source.show(retrace);
  else {
    const firstName = step.names.length - retrace.start.length;
    source.show(retrace, step.row.slice(firstName), 0);
  }
  if (retrace === null) {
    return (
      <p class="problem">
        Task {asked.task} comes from a plug-in, which this page cannot draw. Its scenes can be driven and
        copied all the same.
      </p>
    );
  }
  return (
    <>
      <Stage sources={sources} mode={mode} label={`Scene of ${asked.task}`} />
      <fieldset class="row cameras">
        <legend class="visually-hidden">Camera</legend>
        {CAMERA_MODES.map((each) => (
          <button key={each} type="button" aria-pressed={mode === each} onClick={() => setMode(each)}>
            {CAMERA_NAMES[each]}
          </button>
        ))}
      </fieldset>
    </>
  );
}
