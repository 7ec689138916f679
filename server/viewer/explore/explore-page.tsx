/** Any scene of a task, changed by hand. */
export function ExplorePage() {
  return <h2>Explore scenes</h2>;
}
