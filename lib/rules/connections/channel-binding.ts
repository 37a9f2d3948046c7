import { isChannelBound, tokenCheckingOf } from '../../exchange';
import { areSameBytes as areSameCertificates } from '../../matrix';
import { TokenChecking } from '../../model';
import { BindingView, CertificateView } from '../../policy';

/** Whether the server checks channel binding tokens of clients of a binding. Undefined: that depends on what is not stated. */
export function checksTokens({ binding, server }: BindingView): boolean | undefined {
  const { candidates } = tokenCheckingOf(server.server, binding.protocol, binding.tokenChecking);
  const checked = candidates.filter((candidate) => candidate !== TokenChecking.NONE).length;
  if (checked === 0) return false;
  return checked === candidates.length ? true : undefined;
}

/** Whether clients of a binding can sign in by Windows authentication, which alone is bound to the channel. */
export function signsInBound({ binding }: BindingView): boolean {
  return binding.authentication.some(isChannelBound);
}

/** Whether two certificates are the same bytes. Undefined: not known. */
export function areSameBytes(
  one: CertificateView | undefined,
  other: CertificateView | undefined,
): boolean | undefined {
  if (!one || !other) return undefined;
  return one === other || areSameCertificates(one.certificate, other.certificate);
}
