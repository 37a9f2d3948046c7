import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readyForDeploy } from '../support/example-environment';
import { exampleNames, Project } from '../support/project';
import { bundleManifest, modeOf, opensslPair, opensslPfx, opensslVerify } from './support/bundle';
import { Deployment, PlanResult } from './support/deployment';
import { describeWith } from './support/requirements';

const CHECKOUT_APP = 'stacks/main.ts';

/** How many PFX files and keys each example leaves: where the key is on the server, there is none. */
const KEYS: Readonly<Record<string, number>> = {
  '01-small-office': 1,
  '02-windows-pki': 1,
  '03-purchased': 1,
  '04-locked-phones': 0,
  '05-pop3-imap4': 3,
  '06-legacy-name': 0,
  '07-one-name': 3,
  '08-phones-behind-load-balancer': 2,
  '09-hybrid': 0,
  '10-migration': 1,
  '11-offline-root': 1,
  [CHECKOUT_APP]: 1,
};

const TIME_LIMIT_MS = 120_000;
jest.setTimeout(TIME_LIMIT_MS);

test('every example is deployed here', () => {
  expect(Object.keys(KEYS)).toEqual([...exampleNames(), CHECKOUT_APP]);
});

describeWith(['terraform', 'openssl'], 'examples deployed for real', () => {
  describe.each(Object.keys(KEYS))('%s', (example) => {
    const project = example === CHECKOUT_APP ? Project.ofCheckout() : Project.ofExample(example);
    let deployments: Deployment[] = [];
    let secrets: Record<string, string> = {};

    /** Bundle folders with the prefixes of the certificates in them. */
    const certificates = (): { folder: string; prefix: string }[] =>
      bundles().flatMap((folder) =>
        bundleManifest(folder).certificates.map(({ name }) => ({ folder, prefix: name === 'main' ? '' : `${name}-` })),
      );
    const bundles = (): string[] =>
      [...project.filesBelow('.state/bundles').keys()]
        .filter((name) => name.endsWith('/bundle.json'))
        .map((name) => project.at(join(name, '..')));

    beforeAll(async () => {
      secrets = readyForDeploy(project, example, new Date());
      await project.mustSynth('main.ts', { env: secrets, clock: null });
      deployments = project.stacks().map((stack) => new Deployment(project, stack, secrets));
      for (const deployment of deployments) {
        await deployment.init();
        await deployment.apply();
      }
    });

    afterAll(() => project.remove());

    test('a second deploy changes nothing', async () => {
      for (const deployment of deployments) expect(await deployment.plan()).toBe(PlanResult.NO_CHANGES);
    });

    test('openssl accepts each chain, strictly', async () => {
      expect(example === '10-migration' ? bundles().length : certificates().length).toBeGreaterThan(0);
      for (const { folder, prefix } of certificates()) {
        expect(await opensslVerify(folder, prefix)).toBe(`${join(folder, `${prefix}certificate.pem`)}: OK`);
      }
    });

    test('bundles are their owner’s alone, and openssl reads what is in them', async () => {
      let keys = 0;
      for (const folder of bundles()) {
        expect([folder, modeOf(folder)]).toEqual([folder, 0o700]);
        for (const file of readdirSync(folder)) expect([file, modeOf(join(folder, file))]).toEqual([file, 0o600]);
      }
      for (const { folder, prefix } of certificates()) {
        if (!existsSync(join(folder, `${prefix}certificate.pfx`))) {
          expect(existsSync(join(folder, `${prefix}private-key.pem`))).toBe(false);
          continue;
        }
        keys += 1;
        expect(await opensslPair(folder, prefix)).toBe(true);
        const chain = readFileSync(join(folder, `${prefix}fullchain.pem`), 'utf8').match(/BEGIN CERTIFICATE/g)?.length;
        expect(await opensslPfx(folder, prefix)).toEqual({ certificates: chain, keys: 1 });
      }
      expect(keys).toBe(KEYS[example]);
    });

    test('no secret is in what is written to be read, nor in what Terraform says', () => {
      const places = project.filesBelow('cdktf.out');
      for (const name of [...places.keys()]) {
        // Terraform's own folder holds the provider; the script that runs at apply names the marker of a key.
        if (name.includes('/.terraform/') || name.endsWith('apply.cjs')) places.delete(name);
      }
      bundles().forEach((folder) => places.set(`${folder}/bundle.json`, readFileSync(join(folder, 'bundle.json'))));
      deployments.forEach((deployment, i) => places.set(`what Terraform said, ${i}`, Buffer.from(deployment.log)));
      const passwords = certificates()
        .map(({ folder, prefix }) => join(folder, `${prefix}pfx-password.txt`))
        .filter((file) => existsSync(file))
        .map((file) => readFileSync(file, 'utf8').trim());
      expect(passwords).toHaveLength(KEYS[example]);
      const hidden = ['PRIVATE KEY-----', ...passwords, ...Object.values(secrets)];
      for (const [name, content] of places) {
        for (const secret of hidden) expect([name, content.includes(secret)]).toEqual([name, false]);
      }
    });

    test('destroy takes the bundles away', async () => {
      for (const deployment of deployments) {
        await deployment.destroy();
        expect(await deployment.resources()).toEqual([]);
      }
      expect([...project.filesBelow('.state/bundles').keys()]).toEqual([]);
    });
  });
});
