import { createSecureContext, type SecureContext } from 'node:tls';
import { NetworkSide, ProbeOutcome } from '../../lib/model';
import { TEST_NOW, TestEstate } from '../../lib/testing';
import { authoritiesOf, HostAddresses, observe, targetsOf, type Survey } from '../../lib/verify';
import { issueChain } from '../support/issue';
import { LoopbackServer, probeTools, withServer } from '../support/probing';

jest.setTimeout(60_000);

const NAMES = ['a.contoso.com', 'b.contoso.com'];

function context(): SecureContext {
  const { leaf, intermediate } = issueChain(NAMES, { key: 'p256' });
  return createSecureContext({ cert: leaf.pem + intermediate.pem, key: leaf.keyPem });
}

/** Observes two names that are declared to present one certificate. `next` says which certificate a connection meets. */
async function surveyed(next: (name: string) => SecureContext): Promise<Survey> {
  const [fallback] = [context()];
  const server = LoopbackServer.tls({
    SNICallback: (name, done) => done(null, name === '' ? fallback : next(name)),
  });
  return withServer(server, async ({ port }) => {
    const owner = targetsOf(TestEstate.of(), TEST_NOW, [NetworkSide.OUTSIDE])[0].owners[0];
    const [some] = targetsOf(TestEstate.of(), TEST_NOW, [NetworkSide.OUTSIDE]);
    const targets = NAMES.map((host) => ({ ...some, host, port, owners: [{ ...owner, certificate: 'mail' }] }));
    const fixed = new Map(NAMES.map((host) => [`${host}:${port}`, ['127.0.0.1']]));
    return observe(targets, {
      ...probeTools(),
      addresses: new HostAddresses({ servers: [], fixed, deadlineMs: 1000 }),
      authorities: authoritiesOf(TestEstate.of()),
      sample: 1,
      withoutSni: false,
      width: 1,
      widthOfAddress: 1,
      clock: () => TEST_NOW,
      requests: false,
      versions: false,
      rsa: false,
      largeHello: false,
    });
  });
}

test('a certificate that is changed between two names was changed during the run', async () => {
  const [before, after] = [context(), context()];
  let isReloaded = false;
  const { observed } = await surveyed((name) => {
    isReloaded ||= name === NAMES[1];
    return isReloaded ? after : before;
  });
  const [a, b] = observed.map(({ observation }) => observation);
  expect(a).toMatchObject({ outcome: ProbeOutcome.PRESENTED, changed: true, sample: 2 });
  expect(a.chains).toHaveLength(2);
  expect(b.chains).toHaveLength(1);
  expect(b.changed).toBeUndefined();
  expect(a.chains.map(({ sha1 }) => sha1)).toContain(b.chains[0].sha1);
});

test('two names that each keep their own certificate were not changed', async () => {
  const own = new Map(NAMES.map((name) => [name, context()]));
  const { observed } = await surveyed((name) => own.get(name) as SecureContext);
  expect(observed.map(({ observation: { changed, chains } }) => [changed, chains.length])).toEqual([
    [undefined, 1],
    [undefined, 1],
  ]);
});
