/** A count with thousands separated, and its noun in the number that fits. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${digits(count)} ${count === 1 ? one : many}`;
}

/** A whole number with commas; not the machine's locale, so that output is the same everywhere. */
export function digits(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}

/** The first few of a list, and how many more there are. */
export function firstFew(items: string[], limit: number): string {
  if (items.length <= limit + 1) return items.join(', ');
  return `${items.slice(0, limit).join(', ')} and ${digits(items.length - limit)} more`;
}
