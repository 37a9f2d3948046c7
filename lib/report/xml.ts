import { plain } from './plain';

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

/** A text as XML character data or attribute value: no markup, and no character that XML 1.0 forbids. */
export function xmlText(text: string): string {
  return plain(text)
    .replace(/[&<>"']/g, (character) => ENTITIES[character])
    .replace(/[\ufffe\uffff]/g, '\ufffd');
}

/** Attributes, each with a blank before it; those without a value are left out. */
export function xmlAttributes(attributes: Record<string, string | number | undefined>): string {
  return Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ` ${name}="${xmlText(String(value))}"`)
    .join('');
}
