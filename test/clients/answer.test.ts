import {
  answerTo,
  ClientAnswer,
  ClientApplication,
  clientFactsOf,
  ClientPlatform,
  ClientQuestion,
} from '../../lib/clients';
import { ClientProtocol } from '../../lib/model';

const A = ClientApplication;
const P = ClientPlatform;
const PROTOCOL = ClientProtocol;
const { ASKS, REFUSES, UNKNOWN } = ClientAnswer;

function answer(
  platform: ClientPlatform,
  application: ClientApplication | undefined,
  protocol: ClientProtocol,
  question = ClientQuestion.ISSUER,
  strictTransport = false,
): ClientAnswer {
  const facts = clientFactsOf({
    platform: platform.id,
    application: application?.id,
    protocol,
    day: '2026-11-30',
  });
  return answerTo(question, facts, protocol, strictTransport).answer;
}

test.each([P.LINUX_JAVA, P.LINUX_OPENSSL, P.LINUX_GO, P.LINUX_GNUTLS, P.LINUX_NSS])(
  '%s: a program that runs by itself refuses, since nobody is there',
  (platform) => {
    expect(answer(platform, undefined, PROTOCOL.IMAP4)).toBe(REFUSES);
    expect(answer(platform, undefined, PROTOCOL.IMAP4, ClientQuestion.NAME)).toBe(REFUSES);
  },
);

test.each([P.WINDOWS_PHONE_7, P.WINDOWS_PHONE_8, P.WINDOWS_MOBILE_6, P.WINDOWS_MOBILE_6_1, P.WINDOWS_MOBILE_6_5])(
  '%s ends synchronization without a question',
  (platform) => {
    expect(answer(platform, undefined, PROTOCOL.ACTIVE_SYNC)).toBe(REFUSES);
  },
);

test.each([P.IOS, P.ANDROID, P.SYMBIAN, P.WINDOWS_10])('%s: the person is asked', (platform) => {
  expect(answer(platform, undefined, PROTOCOL.ACTIVE_SYNC)).toBe(ASKS);
});

test('the browser of Windows Mobile asks, its synchronization does not', () => {
  expect(answer(P.WINDOWS_MOBILE_6, undefined, PROTOCOL.OWA)).toBe(ASKS);
});

test.each([
  [A.OUTLOOK_2016, PROTOCOL.MAPI_OVER_HTTP, REFUSES],
  [A.OUTLOOK_2016, PROTOCOL.OUTLOOK_ANYWHERE, REFUSES],
  [A.OUTLOOK_2016, PROTOCOL.AUTODISCOVER, ASKS],
  [A.OUTLOOK_2016, PROTOCOL.IMAP4, UNKNOWN],
  [A.THUNDERBIRD, PROTOCOL.IMAP4, ASKS],
  [A.K9_MAIL, PROTOCOL.IMAP4, ASKS],
  [A.MAIL_APP_WITH_USER_ROOTS, PROTOCOL.IMAP4, UNKNOWN],
  [A.of('eudora'), PROTOCOL.IMAP4, UNKNOWN],
])('%s by %s: %s', (application, protocol, expected) => {
  expect(answer(P.WINDOWS_10, application, protocol)).toBe(expected);
});

test('the service of Microsoft asks nobody', () => {
  expect(answer(P.IOS, A.OUTLOOK_MOBILE, PROTOCOL.ACTIVE_SYNC)).toBe(REFUSES);
});

test('a platform that nobody knows: unknown', () => {
  expect(answer(P.of('copier'), undefined, PROTOCOL.SMTP_SUBMISSION)).toBe(UNKNOWN);
});

describe('a host that demands strict transport security', () => {
  test.each([
    [P.WINDOWS_11, A.EDGE, REFUSES],
    [P.WINDOWS_10, A.FIREFOX, REFUSES],
    [P.IOS, A.SAFARI, REFUSES],
    [P.WINDOWS_XP_SP3, A.INTERNET_EXPLORER, ASKS],
    [P.WINDOWS_7, A.INTERNET_EXPLORER, UNKNOWN],
  ])('%s with %s: %s', (platform, application, expected) => {
    expect(answer(platform, application, PROTOCOL.OWA, ClientQuestion.ISSUER, true)).toBe(expected);
  });

  test('binds browsers alone', () => {
    expect(answer(P.WINDOWS_10, A.OUTLOOK_2016, PROTOCOL.EWS, ClientQuestion.ISSUER, true)).toBe(ASKS);
  });
});
