import { readFileSync } from 'node:fs';

/** What some systems allow where nothing else is set, and they do not say what is set. */
const USUAL_LIMIT = 256;
/** Files of the process itself, and the sockets by which names are looked up. */
const OTHERS = 64;

/** Sockets that this process may have open at once, beside its own files. Windows has no such limit. */
export function socketsAllowed(platform: NodeJS.Platform): number {
  if (platform === 'win32') return Infinity;
  return Math.max(filesAllowed() - OTHERS, 1);
}

function filesAllowed(): number {
  let limits: string;
  try {
    limits = readFileSync('/proc/self/limits', 'latin1');
  } catch {
    return USUAL_LIMIT;
  }
  const soft = /^Max open files\s+(\d+|unlimited)/m.exec(limits)?.[1];
  return soft === 'unlimited' ? Infinity : Number(soft ?? USUAL_LIMIT);
}
