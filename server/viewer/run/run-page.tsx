/** One run: player, failure map and charts. */
export function RunPage({ name }: { readonly name: string }) {
  return <h2>{name}</h2>;
}
