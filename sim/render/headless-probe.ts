import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { GL_ROUTES, type GlRoute } from './gl/egl-context.ts';

/** What one route offers on this machine: a description, or the problem that stands in its way. */
export interface GlProbe {
  readonly route: GlRoute;
  readonly description?: string;
  readonly problem?: string;
}

const TIMEOUT_MS = 30_000;

/** Tries each route in a process of its own, so that a crashing driver harms nobody. */
export function probeGlRoutes(): Promise<GlProbe[]> {
  return Promise.all(GL_ROUTES.map(probe));
}

function probe(route: GlRoute): Promise<GlProbe> {
  const script = fileURLToPath(new URL(`./gl/probe-main${extension()}`, import.meta.url));
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [...typescriptLoader(), script, route],
      { timeout: TIMEOUT_MS },
      (error, stdout, stderr) => {
        const answer = lastJsonLine(stdout);
        if (answer !== null) return resolve({ route, ...answer });
        const how = error?.signal ?? (error === null ? 'said nothing' : `exit code ${error.code}`);
        resolve({ route, problem: `the probe ended early (${how}) ${stderr.trim().slice(-400)}`.trim() });
      },
    );
  });
}

function extension(): string {
  return import.meta.url.endsWith('.ts') ? '.ts' : '.js';
}

/** From a source checkout the child needs tsx to read TypeScript; a published build needs nothing. */
function typescriptLoader(): string[] {
  if (extension() === '.js') return [];
  return ['--import', pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href];
}

function lastJsonLine(text: string): { description?: string; problem?: string } | null {
  const line = text
    .split('\n')
    .reverse()
    .find((candidate) => candidate.startsWith('{'));
  return line === undefined ? null : (JSON.parse(line) as { description?: string; problem?: string });
}
