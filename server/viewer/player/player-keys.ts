/** What the player's keys do; see SHORTCUTS for how they are told to people. */
export interface KeyActions {
  toggle(): void;
  /** By steps of the episode. */
  step(by: number): void;
  seconds(by: number): void;
  start(): void;
  end(): void;
  speed(by: 1 | -1): void;
  camera(): void;
  episode(by: 1 | -1): void;
  help(): void;
}

const KEYS: Readonly<Record<string, (act: KeyActions, shift: boolean) => void>> = {
  ' ': (act) => act.toggle(),
  ArrowLeft: (act, shift) => (shift ? act.seconds(-1) : act.step(-1)),
  ArrowRight: (act, shift) => (shift ? act.seconds(1) : act.step(1)),
  Home: (act) => act.start(),
  End: (act) => act.end(),
  '[': (act) => act.speed(-1),
  ']': (act) => act.speed(1),
  c: (act) => act.camera(),
  n: (act) => act.episode(1),
  p: (act) => act.episode(-1),
  '?': (act) => act.help(),
};

/** Fields in which keys are written or choose; the slider of time is ours. */
const OWN_KEYS = 'input:not([type="range"]), textarea, select, dialog[open], [contenteditable]';
const OWN_SPACE = 'button, a, summary';

/**
 * Listens to the player's keys in the player, and anywhere else in the page where nothing has the
 * focus. Returns how to stop.
 */
export function listenToKeys(player: HTMLElement, actions: KeyActions): () => void {
  const onKey = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.target as HTMLElement;
    const isFree = target === document.body || target.id === 'content';
    if (!isFree && !player.contains(target)) return;
    if (target.closest(OWN_KEYS) !== null) return;
    if (event.key === ' ' && target.closest(OWN_SPACE) !== null) return;
    const act = KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (act === undefined) return;
    event.preventDefault();
    act(actions, event.shiftKey);
  };
  document.addEventListener('keydown', onKey);
  return () => document.removeEventListener('keydown', onKey);
}
