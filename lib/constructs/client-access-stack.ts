import { TlsProvider } from '@cdktf/provider-tls/lib/provider';
import { LocalBackend, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { stateFolderFrom, STATE_FOLDER } from './bundle-folder';
import { BundleSweep } from './bundle-sweep';
import { PolicyGate } from './gate';

/** What is said of a stack. */
export interface ClientAccessStackProps {
  /**
   * Whether the state lies in `.state/<stack>.tfstate` beside cdktf.json, in a folder that only you can open: it holds private keys.
   * Set to false to declare a backend of your own.
   * @default true
   */
  readonly localState?: boolean;
}

/** A stack that is ready for Client Access servers: the tls provider, state outside the output folder, the policy on. */
export class ClientAccessStack extends TerraformStack {
  public constructor(scope: Construct, id: string, props: ClientAccessStackProps = {}) {
    super(scope, id);
    PolicyGate.of(this);
    new TlsProvider(this, 'tls');
    // From the first: a stack whose last server has gone still takes its bundle away.
    BundleSweep.of(this);
    if (props.localState === false) return;
    // Terraform writes the state world-readable; the folder around it is not.
    mkdirSync(resolve(STATE_FOLDER), { recursive: true, mode: 0o700 });
    new LocalBackend(this, { path: `${stateFolderFrom(this)}/${id}.tfstate` });
  }
}
