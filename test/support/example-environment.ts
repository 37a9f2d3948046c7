import { existsSync, readFileSync } from 'node:fs';
import { EXAMPLE_PFX_PASSWORD, makeCertificates } from '../../tools/example-certificates';
import type { Project } from './project';

const DAY_MS = 86_400_000;

/** Variables that the examples want from their users. */
export const EXAMPLE_ENVIRONMENT = { CONTOSO_PFX_PASSWORD: EXAMPLE_PFX_PASSWORD };

/** Gives a copied example certificates that are valid now, as a deploy needs them, and says what to set for it. */
export function readyForDeploy(project: Project, example: string, now: Date): Record<string, string> {
  makeCertificates(example, project.path, new Date(now.getTime() - DAY_MS));
  const key = project.at('secrets/issuing-ca.key');
  return { ...EXAMPLE_ENVIRONMENT, ...(existsSync(key) ? { TF_VAR_issuing_ca_key: readFileSync(key, 'utf8') } : {}) };
}
