/** The members of an object that have a value: the model's JSON holds no `undefined`. */
export function compact<T extends object>(members: T): T {
  for (const value of Object.values(members)) {
    if (value !== undefined) continue;
    return Object.fromEntries(Object.entries(members).filter(([, member]) => member !== undefined)) as T;
  }
  return members;
}

/** One member, where it has a value. */
export function withValue<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  return compact({ [key]: value }) as { [P in K]?: V };
}
