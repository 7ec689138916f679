const PATHS = {
  play: 'M5 3v14l12-7z',
  pause: 'M4 3h4v14H4zM12 3h4v14h-4z',
  next: 'M4 4l8 6-8 6zM14 4h2v12h-2z',
  previous: 'M16 4l-8 6 8 6zM4 4h2v12H4z',
} as const;

/** A picture on a button; its name is said by the button. */
export function Icon({ name }: { readonly name: keyof typeof PATHS }) {
  return (
    <svg viewBox="0 0 20 20" width="16" height="16" aria-hidden="true">
      <path d={PATHS[name]} fill="currentColor" />
    </svg>
  );
}
