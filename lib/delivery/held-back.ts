/**
 * What a refusal means for those whose certificates are delivered together with the refused one (docs/adr/0016-batches.md); nothing where
 * there are none.
 *
 * @param others ids of servers or publishing points
 */
export function heldBack(others: readonly string[]): string[] {
  if (others.length === 0) return [];
  return [`What is delivered together with it is held back too, and stays as it was: ${others.join(', ')}`];
}
