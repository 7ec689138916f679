import { useEffect, useState } from 'preact/hooks';
import { theme } from '../shell/preferences.ts';

/** The colours of theme.css that a canvas needs by value. */
const NAMES = [
  '--ground',
  '--panel',
  '--line',
  '--text',
  '--muted',
  '--accent',
  '--fail',
  '--pass',
  '--warn',
  '--pool',
  '--induced',
  '--generated',
] as const;

export type ColourName = (typeof NAMES)[number];
export type Colours = Readonly<Record<ColourName, string>>;

/** The page's colours as they are now, again whenever light turns to dark. */
export function useColours(): Colours {
  const [colours, setColours] = useState(readColours);
  const chosen = theme.value;
  useEffect(() => {
    setColours(readColours());
    const system = matchMedia('(prefers-color-scheme: dark)');
    const update = () => setColours(readColours());
    system.addEventListener('change', update);
    return () => system.removeEventListener('change', update);
  }, [chosen]);
  return colours;
}

/** A custom property keeps its light-dark() unresolved; a real colour property does not. */
function readColours(): Colours {
  const probe = document.createElement('span');
  probe.hidden = true;
  document.body.append(probe);
  const read = (name: ColourName) => {
    probe.style.color = `var(${name})`;
    return getComputedStyle(probe).color;
  };
  const colours = Object.fromEntries(NAMES.map((name) => [name, read(name)])) as Record<ColourName, string>;
  probe.remove();
  return colours;
}
