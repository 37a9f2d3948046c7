import { TerraformElement } from 'cdktf';
import { Construct } from 'constructs';
import { MANIFEST } from '../delivery/bundle';

/**
 * A Terraform check that every bundle of the state is on this machine. A deploy from another runner, or after the folder was lost,
 * has nothing to change in the state; it then warns, and names the bundle and how to write it again.
 */
export class BundleCheck extends TerraformElement {
  public constructor(
    scope: Construct,
    id: string,
    private readonly bundles: () => string[],
  ) {
    super(scope, id, 'check');
  }

  public override toTerraform(): Record<string, unknown> {
    const bundles = this.bundles();
    if (bundles.length === 0) return {};
    const assert = bundles.map((address) => ({
      condition: `\${fileexists("\${${address}.output.folder}/${MANIFEST}")}`,
      error_message: `The bundle \${${address}.output.folder} is not on this machine: it was written by another one, or lost. To write it again: terraform apply -replace=${address}`,
    }));
    return { check: { [this.friendlyUniqueId]: { assert } } };
  }
}
