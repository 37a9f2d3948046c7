import { TlsProvider } from '@cdktf/provider-tls/lib/provider';
import { Lazy, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { chmodSync, mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { nameBundlesById, STATE_FOLDER, stateFolderFrom } from './bundle-folder';
import { BOOLEAN, checkedProps, PropChecks } from './checked-props';
import { Deliveries } from './deliveries';
import { DeployVerification, VerifyAfterDeployProps } from './deploy-verification';
import { faultOf, Registry } from './registry';
import { PolicyGate } from './gate';
import { PrivateBackend, StateFolder } from './state-folder';
import { StackParts } from './stack-parts';

/** Properties of a stack. */
export interface ClientAccessStackProps {
  /**
   * Whether the state lies in `.state/<stack>.tfstate` beside cdktf.json, in a folder that only you can open: it holds private keys.
   * Set to false to declare a backend of your own.
   * @default true
   */
  readonly localState?: boolean;
  /**
   * The most servers of one stack, 1 or more: those beyond stand in further stacks, `<id>-2` and so on, which read the CA and whatever
   * else they need of this one. The file `client-access-stacks.json` beside cdktf.json, for version control, keeps each server where it
   * is. A lower number moves none.
   * @default - all servers stand in this stack
   */
  readonly serversPerStack?: number;
}

const CHECKS: PropChecks<ClientAccessStackProps> = {
  localState: BOOLEAN,
  serversPerStack: {
    fits: (value) => Number.isSafeInteger(value) && (value as number) >= 1,
    allowed: 'a whole number from 1 on',
  },
};

/** A stack that is ready for Client Access servers: the tls provider, state outside the output folder, the policy on. */
export class ClientAccessStack extends TerraformStack {
  private readonly stateFolder?: StateFolder;
  private verification?: DeployVerification;

  public constructor(scope: Construct, id: string, given: ClientAccessStackProps = {}) {
    super(scope, id);
    PolicyGate.of(this);
    const props = checkedProps(this, given, CHECKS, Registry.of(this).locate());
    this.claimFolder();
    new TlsProvider(this, 'tls');
    // From the first: a stack whose last server has gone still takes its bundle away.
    Deliveries.of(this);
    const { localState = true, serversPerStack } = props;
    if (serversPerStack !== undefined)
      new StackParts(this, serversPerStack, (below, partId) => {
        const part = new ClientAccessStack(below, partId, { localState });
        nameBundlesById(part);
        return part;
      });
    if (!localState) return;
    this.makeStateFolder();
    new PrivateBackend(this, { path: `${stateFolderFrom(this)}/${id}.tfstate` });
    this.stateFolder = new StateFolder(this);
  }

  /** The stacks that hold the servers declared in this one so far: itself, and further ones where serversPerStack says so. */
  public get stacks(): TerraformStack[] {
    return StackParts.of(this)?.stacks ?? [this];
  }

  /**
   * A text that Terraform knows and that is another one after every delivery: what installs bundles takes it as a trigger, and so runs
   * after they were written, and again when they were written again.
   */
  public get delivered(): string {
    return Lazy.stringValue({ produce: () => `\${join(" ", [${Deliveries.of(this).addresses().join(', ')}])}` });
  }

  /**
   * Has every deploy that delivered something connect to the endpoints of this stack and judge what they present, also whether it is what
   * was delivered. Off unless it is called. Terraform must run where the endpoints can be reached.
   */
  public verifyAfterDeploy(props: VerifyAfterDeployProps = {}): void {
    if (StackParts.of(this))
      faultOf(this, {
        code: 'verification-of-parts',
        message:
          'verifyAfterDeploy asks the endpoints of one stack, and serversPerStack spreads the servers over several',
        fix: 'leave out one of the two; client-access verify asks the endpoints of all stacks after a deploy',
        location: Registry.of(this).locate(),
      });
    if (this.verification === undefined) {
      this.verification = new DeployVerification(this, props);
      return;
    }
    faultOf(this, {
      code: 'verification-twice',
      message: 'verifyAfterDeploy is called twice',
      fix: 'call it once, with everything that it is to know',
      location: Registry.of(this).locate(),
    });
  }

  /** Called by cdktf before the stack is written: has every private key wait until the folder of the state is closed. */
  public override prepareStack(): void {
    super.prepareStack();
    this.stateFolder?.guardKeys();
  }

  /** cdktf names folders by a stack's id alone: of two stacks with one id, the later silently takes the earlier's place. */
  private claimFolder(): void {
    const { id, path } = this.node;
    // Letter case does not count on every file system.
    const holder = Registry.of(this).claimStack(id.toLowerCase(), path);
    if (holder === path && !/^\.+$/.test(id)) return;
    faultOf(this, {
      code: 'stack-id-unusable',
      message:
        holder === path
          ? `the stack's id "${id}" is not the name of a folder`
          : `the stacks ${holder} and ${path} have the same folder in the output, which is named by their id alone`,
      fix: 'give each stack an id of its own, in letters, digits and hyphens',
      location: Registry.of(this).locate(),
    });
  }

  /** Terraform writes the state world-readable; the folder around it is not, also where it was there before. */
  private makeStateFolder(): void {
    const folder = resolve(STATE_FOLDER);
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      chmodSync(folder, 0o700);
    } catch (error) {
      faultOf(this, {
        code: 'state-folder-unusable',
        message: `the folder "${STATE_FOLDER}" for state and bundles can't be made, or not be yours alone (${(error as NodeJS.ErrnoException).code ?? 'unknown error'})`,
        fix: 'let whoever synthesizes write beside cdktf.json, or set localState to false and declare a backend',
        location: Registry.of(this).locate(),
      });
    }
  }
}
