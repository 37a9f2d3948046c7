import { App } from 'cdktf';
import { ClientAccessPolicy, ClientAccessServer, ClientAccessStack, ExchangeVersion, Level } from '../../lib';

const VERSIONS = Object.values(ExchangeVersion).filter(
  (value): value is ExchangeVersion => value instanceof ExchangeVersion,
);

// The product's own defaults are no fault of whoever declares them: with no source and no client named, nothing refuses.
it.each(VERSIONS.map((version) => [version.label, version] as const))(
  '%s as setup leaves it draws no error',
  (_, version) => {
    const app = new App({ outdir: '/nowhere' });
    const stack = new ClientAccessStack(app, 'mail');
    new ClientAccessServer(stack, 'cas01', { version, internalHostName: 'cas01.corp.contoso.com' });
    const report = ClientAccessPolicy.of(app).useClock(new Date('2026-06-01T00:00:00Z')).judge();
    expect(report.findings.filter(({ level }) => level === Level.ERROR)).toEqual([]);
  },
);
