import { environmentSuffix, expressionKey, isCertificateName } from '../delivery/apply-variables';

/** One certificate as Terraform hands it over, by environment variables: process arguments would show it to everyone. */
export interface HandedCertificate {
  /** `main`, or a role. */
  readonly name: string;
  readonly certificatePem: string;
  readonly chainPem: string;
  readonly rootPem: string;
  readonly keyPem?: string;
  readonly keyFile?: string;
  readonly pfxFile?: string;
  readonly pfxPasswordVariable?: string;
}

/**
 * The certificates that Terraform names, in its order. Nothing else of the environment is looked at: Terraform's own environment is
 * part of it, and anybody may have put something there.
 *
 * @throws Error where a name is none, or a variable of a certificate is not set
 */
export function handedCertificates(environment: NodeJS.ProcessEnv): HandedCertificate[] {
  const names = present(environment, 'CLIENT_ACCESS_CERTIFICATES').split(',').filter(Boolean);
  return names.map((name) => {
    if (!isCertificateName(name))
      throw new Error(
        `CLIENT_ACCESS_CERTIFICATES names ${JSON.stringify(name)}; a name has small letters, digits and single hyphens`,
      );
    const suffix = environmentSuffix(name);
    const optional = (what: string, member: keyof HandedCertificate): Partial<HandedCertificate> => {
      const value = environment[`CLIENT_ACCESS_${what}_${suffix}`];
      return value === undefined || value === '' ? {} : { [member]: value };
    };
    return {
      name,
      certificatePem: required(environment, `CLIENT_ACCESS_CERTIFICATE_${suffix}`),
      chainPem: present(environment, `CLIENT_ACCESS_CHAIN_${suffix}`),
      rootPem: present(environment, `CLIENT_ACCESS_ROOT_${suffix}`),
      ...optional('KEY', 'keyPem'),
      ...optional('KEY_FILE', 'keyFile'),
      ...optional('PFX_FILE', 'pfxFile'),
      ...optional('PFX_PASSWORD_VARIABLE', 'pfxPasswordVariable'),
    };
  });
}

/** The value that Terraform hands over for an expression; undefined: none. */
export function handedValue(environment: NodeJS.ProcessEnv, expression: string): string | undefined {
  return environment[`CLIENT_ACCESS_VALUE_${expressionKey(expression)}`];
}

/** A variable that Terraform must have set, if only to nothing. */
function present(environment: NodeJS.ProcessEnv, name: string): string {
  const value = environment[name];
  if (value === undefined) throw notSet(name);
  return value;
}

/** A variable that Terraform must have set. */
export function required(environment: NodeJS.ProcessEnv, name: string): string {
  const value = environment[name];
  if (value === undefined || value === '') throw notSet(name);
  return value;
}

function notSet(name: string): Error {
  return new Error(`the environment variable ${name} is not set; this command is run by terraform apply`);
}
