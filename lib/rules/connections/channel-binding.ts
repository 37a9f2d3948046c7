import { isChannelBound, tokenCheckingOf } from '../../exchange';
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

/** Whether two certificates are the same bytes. Undefined: the bytes of one are not known. */
export function areSameBytes(
  one: CertificateView | undefined,
  other: CertificateView | undefined,
): boolean | undefined {
  if (!one || !other) return undefined;
  if (one === other) return true;
  const [a, b] = [one.certificate.facts.sha256, other.certificate.facts.sha256];
  return a !== undefined && b !== undefined ? a === b : undefined;
}
