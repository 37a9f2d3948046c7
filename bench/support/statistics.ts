/** The middle of the values; between the two middle ones where their count is even. */
export function median(values: readonly number[]): number {
  if (values.length === 0) throw new Error('the median of no values was asked for');
  const sorted = [...values].sort((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

/** Rounds for reading: three decimals. */
export function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
