import { useEffect, useRef } from 'preact/hooks';
import { reducedMotion } from '../shell/preferences.ts';
import { place, setQuery } from '../shell/router.tsx';
import type { PlayClock } from './play-clock.ts';
import { linkTime, playerQuery, readPlayerLink } from './player-link.ts';

/** While it plays, the address follows this often; browsers allow no more than a few a second. */
const EVERY_MS = 1_000;

/**
 * Keeps the address's time at what is shown, so that it can be copied or read again at any moment.
 * A time that comes from elsewhere (Back, a link inside the page) moves the clock.
 */
export function usePlayerLink(clock: PlayClock, episode: string, ready: boolean): void {
  const written = useRef<string | null>(null);
  const opened = useRef<string | null>(null);
  const timeInPlace = place.value.query.get('t');

  useEffect(() => {
    if (!ready) return;
    const isNew = opened.current !== episode;
    if (!isNew && timeInPlace === written.current) return;
    opened.current = episode;
    written.current = timeInPlace;
    const { timeS } = readPlayerLink(place.peek().query);
    clock.pause();
    clock.seek(timeS ?? 0);
    // A link to a moment shows that moment; without one, the episode plays.
    if (timeS === null && isNew && !reducedMotion.peek()) clock.play();
  }, [clock, episode, ready, timeInPlace]);

  useEffect(() => {
    if (!ready) return;
    const write = () => {
      const { query } = place.peek();
      const t = clock.timeS === 0 ? null : linkTime(clock.timeS);
      if (query.get('episode') !== episode || query.get('t') === t) return;
      written.current = t;
      setQuery({ t });
    };
    const timer = setInterval(write, EVERY_MS);
    // What stands still is written at once, but not for every pixel that a slider moves.
    let soon: ReturnType<typeof setTimeout> | undefined;
    const stop = clock.shownS.subscribe(() => {
      if (clock.playing.peek()) return;
      clearTimeout(soon);
      soon = setTimeout(write, 150);
    });
    return () => {
      clearInterval(timer);
      clearTimeout(soon);
      stop();
    };
  }, [clock, episode, ready]);
}

/** The whole address of what is shown at this moment. */
export function playerAddress(clock: PlayClock, episode: string): string {
  const link = readPlayerLink(place.peek().query);
  const url = new URL(location.href);
  const fields = playerQuery({ ...link, episode: link.episode ?? episode, timeS: clock.timeS });
  for (const [name, value] of Object.entries(fields)) {
    if (value === null) url.searchParams.delete(name);
    else url.searchParams.set(name, value);
  }
  return url.href;
}
