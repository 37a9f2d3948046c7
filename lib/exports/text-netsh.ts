import { TextLine } from './text-lines';
import { ExportObject } from './value';

/** `NAME : address:port`, which begins a binding of http.sys; netsh translates the name. */
const ADDRESS =
  /^\s*\S.*?\s+: ?((?:\d{1,3}(?:\.\d{1,3}){3}|\[[\da-fA-F:.]+\]|[A-Za-z0-9*_-]+(?:\.[A-Za-z0-9_-]+)+):\d{1,5})(?:\s+\S.*)?$/;
/** `NAME : value`, with any name. */
const PAIR = /^\s*\S.*?\s+: ?(\S.*?)\s*$/;
const HASH = /^([A-Fa-f0-9]{40}|[Xx*]{8,})(?:\s.*)?$/;
const APPLICATION = /^\{[0-9A-Fa-f-]{36}\}/;
const STORE = /^(?:my|webhosting|root|\(null\))$/i;

/** A binding of http.sys, and how many lines show what is understood of it. */
export interface ShownSslBinding {
  readonly object: ExportObject;
  readonly lines: number;
}

/**
 * The binding that `netsh http show sslcert` shows from a line on. netsh writes its names in the language of Windows, so that values are known
 * by their shape: an address with a port, and in the next line a thumbprint. Undefined: none begins there.
 */
export function sslBindingAt(lines: readonly TextLine[], index: number, file: string): ShownSslBinding | undefined {
  const address = ADDRESS.exec(lines[index]?.text ?? '')?.[1];
  if (address === undefined) return undefined;
  const value = (from: number): string => PAIR.exec(lines[from]?.text ?? '')?.[1] ?? '';
  const hash = HASH.exec(value(index + 1))?.[1];
  if (hash === undefined) return undefined;
  const at = (line: number): string => `${file}:${lines[line]!.number}`;
  const object = new ExportObject(at(index));
  const isAddress = /^(?:\[|\d{1,3}(?:\.\d{1,3}){3}:)/.test(address);
  object.set(isAddress ? 'IP:port' : 'Hostname:port', address, at(index));
  object.set('Certificate Hash', hash, at(index + 1));
  let next = index + 2;
  if (APPLICATION.test(value(next))) object.set('Application ID', value(next), at(next++));
  if (STORE.test(value(next))) object.set('Certificate Store Name', value(next), at(next++));
  // What follows of this binding is not needed: revocation, timeouts, mapping of client certificates.
  while (PAIR.test(lines[next]?.text ?? '') && !ADDRESS.test(lines[next]!.text) && /^\s/.test(lines[next]!.text))
    next++;
  return { object, lines: next - index };
}
