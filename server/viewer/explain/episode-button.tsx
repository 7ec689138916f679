/** An episode's name, which plays it. */
export function EpisodeButton({ id, onOpen }: { readonly id: string; onOpen(id: string): void }) {
  return (
    <button type="button" class="plain link mono" aria-label={`Play ${id}`} onClick={() => onOpen(id)}>
      {id}
    </button>
  );
}
