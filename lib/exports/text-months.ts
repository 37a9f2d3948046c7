/** Languages of Windows whose names of months are known, as codes of BCP 47. */
const LANGUAGES = 'en de fr es it nl pt pl cs sk sv da nb fi hu ro ru uk tr el hr sl bg et lv lt'.split(' ');

let months: ReadonlyMap<string, number> | undefined;

/** The number of a month, 1 to 12, by its name or its short name in one of these languages. Undefined: it is none. */
export function monthNamed(name: string): number | undefined {
  months ??= namesOfMonths();
  return months.get(plainName(name));
}

function plainName(name: string): string {
  return name.toLowerCase().replace(/\.$/, '');
}

/** A name that stands for two months in two languages is left out: which is meant nobody can say. */
function namesOfMonths(): ReadonlyMap<string, number> {
  const found = new Map<string, Set<number>>();
  for (const language of LANGUAGES)
    for (const length of ['long', 'short'] as const)
      for (const withDay of [false, true]) {
        // With a day some languages put the month into another case.
        const format = new Intl.DateTimeFormat(language, {
          month: length,
          timeZone: 'UTC',
          ...(withDay ? { day: 'numeric' } : {}),
        });
        for (let month = 1; month <= 12; month++)
          for (const { type, value } of format.formatToParts(Date.UTC(2024, month - 1, 15)))
            if (type === 'month' && /\p{L}/u.test(value))
              found.set(plainName(value), (found.get(plainName(value)) ?? new Set()).add(month));
      }
  return new Map(
    [...found].flatMap(([name, numbers]) => (numbers.size === 1 ? [[name, [...numbers][0]!] as const] : [])),
  );
}
