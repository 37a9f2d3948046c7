import { Lazy } from 'cdktf';
import { HostName, LONGEST_COMMON_NAME } from '../../model';
import { withValue } from '../compact';
import { IRequiredNames } from './certificate-source';

/** Names that are gathered until the estate is complete. */
export class RequiredNames implements IRequiredNames {
  public readonly tokens: string[];
  public constructor(private readonly gather: () => HostName[]) {
    this.tokens = Lazy.listValue({
      produce: () => this.hostNames.map((name) => name.value ?? (name.expression as string)),
    });
  }
  public get hostNames(): HostName[] {
    return this.gather();
  }
}

/** De-duplicates and keeps the order. */
export function uniqueNames(names: Iterable<HostName>): HostName[] {
  const found = new Map<string, HostName>();
  for (const name of names) {
    const key = name.value ?? `\u0000${name.expression}`;
    if (!found.has(key)) found.set(key, name);
  }
  return [...found.values()];
}

/** The name that becomes the subject's common name: the first that X.520 has room for. */
function commonNameOf(names: HostName[]): HostName | undefined {
  return names.find(({ value }) => value === undefined || value.length <= LONGEST_COMMON_NAME);
}

/** The common name as far as synth knows it; what Terraform alone knows is no text to compare with. */
export function knownCommonName(names: HostName[]): { readonly commonName?: string } {
  return withValue('commonName', commonNameOf(names)?.value);
}

/** The common name as a token, for a resource that is made before the names are complete. */
export function lazyCommonName(names: IRequiredNames): string {
  return Lazy.stringValue({
    produce: () => {
      const name = commonNameOf(names.hostNames);
      return name?.value ?? name?.expression;
    },
  });
}
