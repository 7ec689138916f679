/** Two runs side by side. */
export function ComparePage() {
  return <h2>Compare two runs</h2>;
}
