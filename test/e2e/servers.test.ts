import {
  chromium,
  curl,
  describeWith,
  gnutlsCli,
  OpensslCa,
  opensslSClient,
  type RunningDovecot,
  type RunningNginx,
  type RunningPostfix,
  startDovecot,
  startNginx,
  startPostfix,
} from './support';

const NAME = 'mail.contoso.com';
const OTHER_NAME = 'autodiscover.contoso.com';

jest.setTimeout(90_000);

describeWith(['openssl', 'nginx', 'curl'], 'HTTPS clients', () => {
  let ca: OpensslCa;
  let stranger: OpensslCa;
  let internal: RunningNginx;
  let selfSigned: RunningNginx;
  let selfSignedPem: string;

  beforeAll(async () => {
    ca = new OpensslCa('Contoso Root CA');
    stranger = new OpensslCa('Fabrikam Root CA');
    const own = ca.selfSigned(NAME);
    selfSignedPem = own.certificateChainPem;
    [internal, selfSigned] = await Promise.all([
      startNginx({ ...ca.issue(NAME), serverName: NAME }),
      startNginx({ ...own, serverName: NAME }),
    ]);
  });

  afterAll(async () => {
    await Promise.all([internal?.stop(), selfSigned?.stop()]);
    ca?.remove();
    stranger?.remove();
  });

  const viaCurl = (server: RunningNginx, name: string, caFile: string) =>
    curl(`https://${name}:${server.port}/owa`, { caFile, resolve: [`${name}:${server.port}:127.0.0.1`] });

  test('curl accepts what a root it has been given issued', async () => {
    expect(await viaCurl(internal, NAME, ca.rootFile)).toMatchObject({
      outcome: 'accepted',
      detail: expect.stringContaining('client access'),
    });
  });

  test('curl refuses an unknown root, a self-signed certificate and another name', async () => {
    expect(await viaCurl(internal, NAME, stranger.rootFile)).toMatchObject({ outcome: 'refused' });
    expect(await viaCurl(selfSigned, NAME, ca.rootFile)).toMatchObject({ outcome: 'refused' });
    expect(await viaCurl(internal, OTHER_NAME, ca.rootFile)).toMatchObject({
      outcome: 'refused',
      detail: expect.stringMatching(/no alternative certificate subject name matches/i),
    });
  });

  test('a server that is not there is an error, not a refusal', async () => {
    const gone = await startNginx(ca.issue(NAME));
    await gone.stop();
    await expect(viaCurl(gone, NAME, ca.rootFile)).rejects.toThrow(/ended with 7/);
  });

  describeWith(['gnutls-cli'], 'GnuTLS', () => {
    test('accepts the known root and refuses the unknown one and another name', async () => {
      const shake = (caFile: string, verifyHostname: string) =>
        gnutlsCli({ port: internal.port, caFile, verifyHostname });
      expect(await shake(ca.rootFile, NAME)).toMatchObject({ outcome: 'accepted' });
      expect(await shake(stranger.rootFile, NAME)).toMatchObject({ outcome: 'refused' });
      expect(await shake(ca.rootFile, OTHER_NAME)).toMatchObject({ outcome: 'refused' });
    });
  });

  describeWith(['chromium', 'certutil'], 'Chromium', () => {
    const open = (server: RunningNginx, rootPem?: string, name = NAME, trust?: 'P,,') =>
      chromium(`https://${name}:${server.port}/owa`, { rootPem, trust, hostMap: { [name]: '127.0.0.1' } });

    test('refuses an internal root until the user has it', async () => {
      expect(await open(internal)).toEqual({ outcome: 'refused', detail: 'ERR_CERT_AUTHORITY_INVALID' });
      expect(await open(internal, ca.rootPem)).toMatchObject({ outcome: 'accepted' });
    });

    test('refuses another name whatever roots it has', async () => {
      expect(await open(internal, ca.rootPem, OTHER_NAME)).toEqual({
        outcome: 'refused',
        detail: 'ERR_CERT_COMMON_NAME_INVALID',
      });
    });

    test('refuses a self-signed certificate until the user trusts that very one', async () => {
      expect(await open(selfSigned)).toEqual({ outcome: 'refused', detail: 'ERR_CERT_AUTHORITY_INVALID' });
      expect(await open(selfSigned, selfSignedPem, NAME, 'P,,')).toMatchObject({ outcome: 'accepted' });
    });
  });
});

describeWith(['openssl', 'dovecot'], 'IMAP4 and POP3 clients', () => {
  let ca: OpensslCa;
  let stranger: OpensslCa;
  let server: RunningDovecot;

  beforeAll(async () => {
    ca = new OpensslCa('Contoso Root CA');
    stranger = new OpensslCa('Fabrikam Root CA');
    server = await startDovecot(ca.issue(NAME));
  });

  afterAll(async () => {
    await server?.stop();
    ca?.remove();
    stranger?.remove();
  });

  const doors = [
    ['IMAP4 with STARTTLS', 'imapPort', 'imap'],
    ['IMAP4 over TLS', 'imapsPort', undefined],
    ['POP3 with STLS', 'pop3Port', 'pop3'],
    ['POP3 over TLS', 'pop3sPort', undefined],
  ] as const;

  test.each(doors)('%s: the known root and name are accepted, others refused', async (_, port, starttls) => {
    const shake = (caFile: string, verifyHostname: string) =>
      opensslSClient({ port: server[port], starttls, caFile, verifyHostname });
    expect(await shake(ca.rootFile, NAME)).toMatchObject({ outcome: 'accepted' });
    expect(await shake(stranger.rootFile, NAME)).toMatchObject({ outcome: 'refused' });
    expect(await shake(ca.rootFile, OTHER_NAME)).toEqual({
      outcome: 'refused',
      detail: expect.stringContaining('num=62'),
    });
  });
});

describeWith(['openssl', 'postfix'], 'SMTP submission clients', () => {
  let ca: OpensslCa;
  let stranger: OpensslCa;
  let server: RunningPostfix;

  beforeAll(async () => {
    ca = new OpensslCa('Contoso Root CA');
    stranger = new OpensslCa('Fabrikam Root CA');
    server = await startPostfix({ ...ca.issue(NAME), serverName: NAME });
  });

  afterAll(async () => {
    await server?.stop();
    ca?.remove();
    stranger?.remove();
  });

  test('STARTTLS: the known root and name are accepted, others refused', async () => {
    const shake = (caFile: string, verifyHostname: string) =>
      opensslSClient({ port: server.submissionPort, starttls: 'smtp', caFile, verifyHostname });
    expect(await shake(ca.rootFile, NAME)).toMatchObject({ outcome: 'accepted' });
    expect(await shake(stranger.rootFile, NAME)).toMatchObject({ outcome: 'refused' });
    expect(await shake(ca.rootFile, OTHER_NAME)).toMatchObject({ outcome: 'refused' });
  });
});
