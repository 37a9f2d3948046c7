import { TextLine } from './text-lines';
import { ExportObject } from './value';

/** A key as a file of regedit writes it, and as `reg query` does. */
const KEY = /^\s*(?:\[(HKEY_[^\]]+)\]|(HKEY_\S.*?))\s*$/;
/** `"Enabled"=dword:00000001` of regedit. */
const FILE_VALUE = /^\s*"([^"]+)"\s*=\s*dword:([0-9a-fA-F]{1,8})\s*$/;
/** `    Enabled    REG_DWORD    0x1` of `reg query`. */
const QUERY_VALUE = /^\s*(\S+)\s+REG_DWORD\s+0x([0-9a-fA-F]{1,8})\s*$/;

/** Keys of the registry that a text shows with their numbers, and the lines that were used up. */
export interface RegistryText {
  readonly keys: readonly ExportObject[];
  readonly used: ReadonlySet<number>;
}

/** Reads what regedit exported, or `reg query` showed. A value that a key does not have is absent, which is the default of Windows. */
export function registryKeys(lines: readonly TextLine[], file: string): RegistryText {
  const keys: ExportObject[] = [];
  const used = new Set<number>();
  let open: ExportObject | undefined;
  for (const { text, number } of lines) {
    const at = `${file}:${number}`;
    const key = KEY.exec(text);
    const value = open && (FILE_VALUE.exec(text) ?? QUERY_VALUE.exec(text));
    if (key) {
      open = new ExportObject(at);
      open.set('Key', (key[1] ?? key[2])!.trim(), at);
      keys.push(open);
    } else if (value) open!.set(value[1]!, Number.parseInt(value[2]!, 16), at);
    else {
      if (text.trim() !== '' && !/^\s*"[^"]+"\s*=/.test(text)) open = undefined;
      continue;
    }
    used.add(number);
  }
  return { keys, used };
}
