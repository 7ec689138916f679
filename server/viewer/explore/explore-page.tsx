import { useState } from 'preact/hooks';
import type { About } from '../../http/api.ts';
import { DrivePage } from '../drive/drive-page.tsx';
import { place } from '../shell/router.tsx';
import { useLoad } from '../shell/use-load.ts';
import './explore.css';
import { Explorer } from './explorer.tsx';
import { useChoice } from './use-choice.ts';

/** Any scene of a task, changed by hand, and driven by agents or by a person. */
export function ExplorePage() {
  // Programs come and go: who sits here is asked again whenever somebody looks.
  const [asked, setAsked] = useState(0);
  const about = useLoad<About>('/api/about', asked);
  return (
    <>
      <h2 class="visually-hidden">Explore scenes</h2>
      {about.state === 'loading' ? <p class="muted">Reading what there is to explore …</p> : null}
      {about.state === 'problem' ? <p class="problem">{about.message}</p> : null}
      {about.state === 'ready' ? (
        <Ready about={about.value} onLook={() => setAsked((times) => times + 1)} />
      ) : null}
    </>
  );
}

function Ready({ about, onLook }: { readonly about: About; readonly onLook: () => void }) {
  const choosing = useChoice(about.tasks);
  if (place.value.query.has('wheel')) return <DrivePage about={about} choosing={choosing} />;
  return <Explorer about={about} choosing={choosing} onLook={onLook} />;
}
