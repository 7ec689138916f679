import { HANDS_OFF, type Intent } from './controls.ts';

type Meaning = 'left' | 'right' | 'gas' | 'brake';

/** By `KeyboardEvent.code`, so that WASD is the same shape on every keyboard. */
const MEANING: Readonly<Record<string, Meaning>> = {
  ArrowLeft: 'left',
  KeyA: 'left',
  ArrowRight: 'right',
  KeyD: 'right',
  ArrowUp: 'gas',
  KeyW: 'gas',
  ArrowDown: 'brake',
  KeyS: 'brake',
  Space: 'brake',
};

/**
 * The keys a person holds down. It hears them before anything on the page does, since arrows also turn
 * cameras and scroll. Its danger is a key whose release is never heard of, because the window lost the
 * keyboard meanwhile: losing it lets go of all of them.
 */
export class Keys {
  readonly #held = new Set<string>();
  readonly #close = new AbortController();

  constructor(window: EventTarget, document: EventTarget) {
    const first = { signal: this.#close.signal, capture: true };
    window.addEventListener('keydown', (event) => this.#press(event as KeyboardEvent), first);
    window.addEventListener('keyup', (event) => this.#held.delete((event as KeyboardEvent).code), first);
    window.addEventListener('blur', () => this.letGo(), { signal: first.signal });
    document.addEventListener('visibilitychange', () => this.letGo(), first);
  }

  intent(): Intent {
    const held = (what: Meaning) => Number([...this.#held].some((code) => MEANING[code] === what));
    return {
      ...HANDS_OFF,
      steer: held('left') - held('right'),
      gas: held('gas'),
      brake: held('brake'),
    };
  }

  letGo(): void {
    this.#held.clear();
  }

  close(): void {
    this.letGo();
    this.#close.abort();
  }

  /** Keys meant for a button or a field are theirs, and so are shortcuts of the browser. */
  #press(event: KeyboardEvent): void {
    if (MEANING[event.code] === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const on = event.target as Partial<Element> | null;
    if (on?.closest?.('input, select, textarea')) return;
    if (event.code === 'Space' && on?.closest?.('button, a, summary')) return;
    event.preventDefault();
    event.stopPropagation();
    this.#held.add(event.code);
  }
}
