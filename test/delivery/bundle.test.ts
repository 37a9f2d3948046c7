import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeCertificate, keptPassword, MANIFEST, publishBundle, withdrawBundle } from '../../lib/delivery/bundle';
import { issueCertificate } from '../support/issue';

const manifest = { server: 'contoso/cas01', certificates: [] };
const files = (content: string): { name: string; content: string }[] => [
  { name: 'certificate.pem', content: `certificate ${content}` },
  { name: 'private-key.pem', content: `key ${content}` },
];

function place(): { parent: string; folder: string } {
  const parent = join(mkdtempSync(join(tmpdir(), 'client-access-bundle-')), 'bundles');
  return { parent, folder: join(parent, 'cas01') };
}

const mode = (path: string): number => statSync(path).mode & 0o777;

describe('a bundle', () => {
  test('is a folder of 0700 with files of 0600, whatever the umask', () => {
    for (const umask of [0o000, 0o022, 0o077]) {
      const before = process.umask(umask);
      try {
        const { parent, folder } = place();
        publishBundle(folder, manifest, files('a'));
        expect([mode(parent), mode(folder)]).toEqual([0o700, 0o700]);
        expect(readdirSync(folder).map((name) => mode(join(folder, name)))).toEqual([0o600, 0o600, 0o600]);
      } finally {
        process.umask(before);
      }
    }
  });

  test('is replaced as a whole', () => {
    const { parent, folder } = place();
    publishBundle(folder, manifest, [...files('a'), { name: 'extra.pem', content: '' }]);
    publishBundle(folder, manifest, files('b'));
    expect(readdirSync(folder).sort()).toEqual([MANIFEST, 'certificate.pem', 'private-key.pem']);
    expect(readFileSync(join(folder, 'private-key.pem'), 'utf8')).toBe('key b');
    expect(readdirSync(parent)).toEqual(['cas01']);
  });

  test.each([
    [
      'while writing the new one',
      (parent: string) => {
        mkdirSync(join(parent, '.cas01.new'));
        writeFileSync(join(parent, '.cas01.new', 'private-key.pem'), 'half');
      },
    ],
    ['between the two moves', (parent: string) => renameSync(join(parent, 'cas01'), join(parent, '.cas01.old'))],
    [
      'before the old one was removed',
      (parent: string) => {
        mkdirSync(join(parent, '.cas01.old'));
        writeFileSync(join(parent, '.cas01.old', 'private-key.pem'), 'old');
      },
    ],
  ])('killed %s: the next run puts everything right', (_, kill) => {
    const { parent, folder } = place();
    publishBundle(folder, manifest, files('a'));
    kill(parent);
    publishBundle(folder, manifest, files('b'));
    expect(readFileSync(join(folder, 'certificate.pem'), 'utf8')).toBe('certificate b');
    expect(readFileSync(join(folder, 'private-key.pem'), 'utf8')).toBe('key b');
    expect(readdirSync(parent)).toEqual(['cas01']);
  });

  test('is taken away with what an interrupted run left, and a folder that is no bundle is left alone', () => {
    const { parent, folder } = place();
    publishBundle(folder, manifest, files('a'));
    mkdirSync(join(parent, '.cas01.new'));
    withdrawBundle(folder);
    expect(readdirSync(parent)).toEqual([]);
    mkdirSync(folder);
    writeFileSync(join(folder, 'mine.txt'), 'keep');
    withdrawBundle(folder);
    expect(existsSync(join(folder, 'mine.txt'))).toBe(true);
  });

  test.each([
    [
      'a folder of somebody else',
      (_: string, folder: string) => {
        mkdirSync(folder);
        writeFileSync(join(folder, 'mine.txt'), 'keep');
      },
    ],
    ['a file', (_: string, folder: string) => writeFileSync(folder, 'keep')],
    [
      'a link',
      (parent: string, folder: string) => {
        mkdirSync(join(parent, 'elsewhere'));
        symlinkSync('elsewhere', folder);
      },
    ],
  ])('does not take the place of %s', (_, put) => {
    const { parent, folder } = place();
    mkdirSync(parent, { recursive: true });
    put(parent, folder);
    const before = readdirSync(parent, { recursive: true });
    expect(() => publishBundle(folder, manifest, files('a'))).toThrow(/not a bundle of certificates.*apply again/);
    expect(readdirSync(parent, { recursive: true })).toEqual(before);
  });

  test('withdrawn through a link, what the link names stays', () => {
    const { parent, folder } = place();
    publishBundle(folder, manifest, files('a'));
    symlinkSync('cas01', join(parent, 'link'));
    withdrawBundle(join(parent, 'link'));
    expect(existsSync(join(folder, MANIFEST))).toBe(true);
  });

  test('what a run at the same time is writing is left to it; what a dead one left is not', () => {
    const { parent, folder } = place();
    mkdirSync(join(parent, `.cas01.new.${process.ppid}.0a`), { recursive: true });
    mkdirSync(join(parent, '.cas01.new.4194305.0b'));
    mkdirSync(join(parent, '.cas01.old.new.4194305.0c'));
    publishBundle(folder, manifest, files('a'));
    // The last belongs to a bundle that is called "cas01.old".
    expect(readdirSync(parent).sort()).toEqual(
      [`.cas01.new.${process.ppid}.0a`, '.cas01.old.new.4194305.0c', 'cas01'].sort(),
    );
  });

  test('an empty password file counts as none', () => {
    const { folder } = place();
    publishBundle(folder, manifest, [{ name: 'pfx-password.txt', content: '' }]);
    expect(keptPassword(folder, 'pfx-password.txt')).toBeUndefined();
  });

  test('keeps its PFX password', () => {
    const { folder } = place();
    publishBundle(folder, manifest, [{ name: 'pfx-password.txt', content: 'abc\n' }]);
    expect([keptPassword(folder, 'pfx-password.txt'), keptPassword(folder, 'other.txt')]).toEqual(['abc', undefined]);
  });

  test('says about a certificate what people look for', () => {
    const issued = issueCertificate({
      subject: 'mail.contoso.com',
      dnsNames: ['mail.contoso.com', 'autodiscover.contoso.com'],
    });
    expect(describeCertificate('main', issued.pem, ['certificate.pem'])).toEqual({
      name: 'main',
      subject: 'CN=mail.contoso.com',
      dnsNames: ['mail.contoso.com', 'autodiscover.contoso.com'],
      thumbprint: issued.certificate.sha1,
      sha256: issued.certificate.sha256,
      notBefore: '2026-01-01T00:00:00.000Z',
      notAfter: '2027-01-01T00:00:00.000Z',
      files: ['certificate.pem'],
    });
  });
});
