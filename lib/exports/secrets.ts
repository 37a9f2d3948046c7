import { ExportError } from './export-error';

/** Properties whose values are secrets, or lead to one. They are dropped as they are read. */
const SECRET_NAMES = new Set([
  'password',
  'authenticationcredential',
  'credential',
  'credentials',
  'securepassword',
  'keycontainer',
  'keycontainername',
  'privatekey',
  'pfx',
  'pfxdata',
  'machinekey',
  'validationkey',
  'decryptionkey',
  'sharedsecret',
  'clientsecret',
]);

/** What was dropped, and what was damaged beyond reading, of one export. */
export class Secrets {
  public dropped = 0;
  public readonly damaged: ExportError[] = [];
}

/** Whether a property of this name may hold a secret. */
export function isSecret(name: string): boolean {
  const lower = name.toLowerCase();
  return SECRET_NAMES.has(lower) || lower.endsWith('password');
}
