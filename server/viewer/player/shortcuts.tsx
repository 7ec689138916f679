import { useEffect, useRef } from 'preact/hooks';

/** Every key and what it does, as the player listens to them. */
export const SHORTCUTS: readonly { readonly keys: readonly string[]; readonly does: string }[] = [
  { keys: ['Space'], does: 'play or pause' },
  { keys: ['Left', 'Right'], does: 'one step back or on' },
  { keys: ['Shift + Left', 'Shift + Right'], does: 'one second back or on' },
  { keys: ['Home', 'End'], does: 'to the start or the end' },
  { keys: ['[', ']'], does: 'slower or faster' },
  { keys: ['C'], does: 'next camera' },
  { keys: ['N', 'P'], does: 'next or previous episode' },
  { keys: ['?'], does: 'show this list' },
];

const VIEW_KEYS: typeof SHORTCUTS = [
  { keys: ['Drag', 'Arrow keys'], does: 'turn the camera' },
  { keys: ['Wheel after a click', 'Pinch', '+', '-'], does: 'zoom' },
  { keys: ['0'], does: 'camera back to where it began' },
];

/** The list of keys, in a dialog over the page. */
export function ShortcutsDialog({ onClose }: { readonly onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} class="shortcuts" onClose={onClose} aria-labelledby="shortcuts-title">
      <h2 id="shortcuts-title">Keys of the player</h2>
      <KeyTable rows={SHORTCUTS} />
      <h2>In the 3D view, once it has the focus</h2>
      <KeyTable rows={VIEW_KEYS} />
      <button type="button" onClick={() => dialog.current?.close()}>
        Close
      </button>
    </dialog>
  );
}

function KeyTable({ rows }: { readonly rows: typeof SHORTCUTS }) {
  return (
    <table>
      <tbody>
        {rows.map(({ keys, does }) => (
          <tr key={does}>
            <th scope="row">
              {keys.map((key, i) => (
                <>
                  {i === 0 ? null : ' or '}
                  <kbd>{key}</kbd>
                </>
              ))}
            </th>
            <td>{does}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
