import { Outcome } from '../policy';

/** A day or a moment, as reasons name it. */
const DATE = /\d{4}-\d{2}-\d{2}(?:t[\d:.]+z)?/g;

/** A text by which to compare it with others: equal for texts that differ in whom they name and in a date alone. */
export function impersonal(text: string, names: readonly string[]): string {
  let common = text.toLowerCase();
  for (const name of names) if (name !== '') common = common.split(name.toLowerCase()).join('*');
  return common.replace(DATE, '*');
}

/**
 * What an outcome says, whichever server it says it of: "the certificate lacks cas17.contoso.com" of cas17 is the same class as
 * its like of cas18.
 */
export function outcomeClass({ kind, code, sources, message, fix }: Outcome, server: string): string {
  return impersonal(JSON.stringify([kind, code, sources, message, fix]), [server]);
}
