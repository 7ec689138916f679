import type { ComponentType } from 'preact';
import { ComparePage } from './compare/compare-page.tsx';
import { ExplorePage } from './explore/explore-page.tsx';
import { HardeningPage } from './hardenings/hardening-page.tsx';
import { HardeningsPage } from './hardenings/hardenings-page.tsx';
import { RunPage } from './run/run-page.tsx';
import { RunsPage } from './runs/runs-page.tsx';
import { connected } from './shell/live.ts';
import { setTheme, type Theme, theme } from './shell/preferences.ts';
import { Link, place } from './shell/router.tsx';
import { TrainingPage } from './trainings/training-page.tsx';
import { TrainingsPage } from './trainings/trainings-page.tsx';

const PAGES: readonly {
  readonly at: RegExp;
  readonly Page: ComponentType<{ readonly name: string }>;
}[] = [
  { at: /^\/$/, Page: RunsPage },
  { at: /^\/runs\/(?<name>.+)$/, Page: RunPage },
  { at: /^\/trainings$/, Page: TrainingsPage },
  { at: /^\/trainings\/(?<name>.+)$/, Page: TrainingPage },
  { at: /^\/hardenings$/, Page: HardeningsPage },
  { at: /^\/hardenings\/(?<name>.+)$/, Page: HardeningPage },
  { at: /^\/compare$/, Page: ComparePage },
  { at: /^\/explore$/, Page: ExplorePage },
];

/** The frame around every page: where one is, where one can go, light or dark. */
export function App() {
  const { path } = place.value;
  const found = PAGES.map(({ at, Page }) => ({ Page, match: at.exec(path) })).find(
    ({ match }) => match !== null,
  );
  return (
    <div class="page">
      <a class="skip" href="#content">
        Skip to the content
      </a>
      <header>
        <h1>
          <Link to="/">Faultscape</Link>
        </h1>
        <nav aria-label="Pages">
          <Link to="/" current={path === '/'}>
            Runs
          </Link>
          <Link to="/explore" current={path === '/explore'}>
            Explore scenes
          </Link>
          <Link to="/compare" current={path === '/compare'}>
            Compare
          </Link>
          <Link to="/trainings" current={path.startsWith('/trainings')}>
            Trainings
          </Link>
          <Link to="/hardenings" current={path.startsWith('/hardenings')}>
            Hardenings
          </Link>
        </nav>
        <div class="end">
          {connected.value ? null : (
            <span role="status" class="failed">
              No connection to the server; trying again
            </span>
          )}
          <ThemePicker />
        </div>
      </header>
      <main id="content" tabIndex={-1}>
        {found === undefined ? (
          <p class="problem">There is no page here. The list of runs is the place to start.</p>
        ) : (
          <found.Page name={found.match?.groups?.name ?? ''} />
        )}
      </main>
    </div>
  );
}

function ThemePicker() {
  return (
    <label>
      <span class="visually-hidden">Colours</span>
      <select value={theme.value} onChange={(event) => setTheme(event.currentTarget.value as Theme)}>
        <option value="system">System colours</option>
        <option value="light">Light</option>
        <option value="dark">Dark</option>
      </select>
    </label>
  );
}
