import { Certificate, EstateSlice } from '../../model';
import { TlsResource } from './terraform-input';

const REFERENCE = /^\$\{\s*(tls_[a-z_]+\.[\w-]+)\.cert_pem\s*\}$/;

/** A part of the model, with the module whose resource carries it. */
export interface PlacedSlice {
  readonly slice: EstateSlice;
  /** Address of the module with its final dot; empty for the root module. */
  readonly module: string;
}

/** Address of the resource that makes a certificate; undefined: none of the tls provider does. */
export function expressionAddress(expression: string | undefined, module: string): string | undefined {
  const address = expression === undefined ? undefined : REFERENCE.exec(expression)?.[1];
  return address === undefined ? undefined : `${module}${address}`;
}

/** Who signs what the tls resources make, beside who the model says does. */
export class Issuers {
  private readonly byAddress: ReadonlyMap<string, TlsResource>;
  /** By module and id of the anchor: its name, and the address of its root. */
  private readonly anchors = new Map<string, { readonly name: string; readonly address: string }>();

  /** @param whole whether a reference that is not there is a difference; a plan may come without its configuration */
  public constructor(
    slices: readonly PlacedSlice[],
    resources: readonly TlsResource[],
    private readonly whole: boolean,
  ) {
    this.byAddress = new Map(resources.map((resource) => [resource.address, resource]));
    for (const { slice, module } of slices)
      for (const { id, name, pemExpression } of slice.anchors ?? []) {
        const address = expressionAddress(pemExpression, module);
        if (address !== undefined) this.anchors.set(`${module}${id}`, { name, address });
      }
  }

  /** What differs of the issuer, in words. */
  public differences({ anchor, origin }: Certificate, module: string, address: string): string[] {
    const top = this.top(address);
    const declared = this.anchors.get(`${module}${anchor ?? ''}`);
    // The model names no root that this configuration makes: the CA is of another stack, or there already.
    if (!declared || !this.byAddress.has(declared.address))
      return top === address ? [] : [`issuer is declared as ${origin ?? anchor} and made as ${top}`];
    if (top === declared.address || (top === address && !this.whole)) return [];
    const by = top === address ? 'a CA that the configuration does not make' : top;
    return [`issuer is declared as ${declared.name} (${declared.address}) and made as ${by}`];
  }

  /** The last resource on the way from a certificate to what signs it. */
  private top(address: string): string {
    const seen = new Set<string>();
    let at = address;
    for (let next: string | undefined = at; next !== undefined && !seen.has(next);) {
      seen.add((at = next));
      next = this.byAddress.get(at)?.references.ca_cert_pem;
    }
    return at;
  }
}
