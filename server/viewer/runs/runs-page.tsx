/** All runs of the runs folder. */
export function RunsPage() {
  return <h2>Runs</h2>;
}
