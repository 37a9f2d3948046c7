import { TerraformElement } from 'cdktf';
import { Construct } from 'constructs';
import { MANIFEST } from '../delivery/bundle';

/** Bundles that one resource writes. */
export interface WrittenBundles {
  /** Address of the resource. */
  readonly address: string;
  /** Folder of the bundles, as Terraform sees it. */
  readonly root: string;
  /** Where each lies below the folder. */
  readonly names: readonly string[];
}

/**
 * A Terraform check that every bundle of the state is on this machine. A deploy from another runner, or after the folder was lost,
 * has nothing to change in the state; it then warns, and names the bundles and how to write them again.
 */
export class BundleCheck extends TerraformElement {
  public constructor(
    scope: Construct,
    id: string,
    private readonly written: () => WrittenBundles[],
  ) {
    super(scope, id, 'check');
  }

  public override toTerraform(): Record<string, unknown> {
    const written = this.written().filter(({ names }) => names.length > 0);
    if (written.length === 0) return {};
    const assert = [...written]
      .sort((a, b) => (a.address < b.address ? -1 : 1))
      .map(({ address, root, names }) => {
        // Unknown until the resource is there: before the first apply nothing is missing.
        const file = `${root}/\${name}\${${address}.id == "" ? "" : "/${MANIFEST}"}`;
        const missing = `[for name in ${JSON.stringify(names)} : name if !fileexists("${file}")]`;
        return {
          condition: `\${length(${missing}) == 0}`,
          error_message: `Bundles are not on this machine: they were written by another one, or lost: \${join(", ", ${missing})} in ${root}. To write them again: terraform apply -replace=${address}`,
        };
      });
    return { check: { [this.friendlyUniqueId]: { assert } } };
  }
}
