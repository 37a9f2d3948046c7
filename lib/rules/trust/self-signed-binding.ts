import { protocolFacts } from '../../exchange';
import { CertificateRole } from '../../model';
import { BindingView, CertificateView, certificatesMetAnywhere } from '../../policy';

/**
 * Whether a binding presents a self-signed certificate that somebody chose, or that some population meets. What setup leaves behind on
 * a server that nobody declared anything more of is reported by a rule of its own: such a server must be declarable.
 */
export function isRefusedSelfSigned(binding: BindingView): boolean {
  return presentsSelfSigned(binding) && !isUntouchedDefault(binding);
}

/** Whether the product enabled the protocol by default, on its own certificate, and no declared client uses it. */
export function isUntouchedDefault(binding: BindingView): boolean {
  return (
    binding.binding.byDefault &&
    binding.certificate?.certificate.assumed === true &&
    presentsSelfSigned(binding) &&
    selfSignedMet(binding) === binding.certificate &&
    binding.cells.length === 0
  );
}

/** What is wrong, in words. */
export function selfSignedMessage(binding: BindingView): string {
  const met = selfSignedMet(binding);
  const origin = met?.certificate.exchangeDefault
    ? 'the self-signed certificate that setup installed'
    : 'a self-signed certificate';
  const where =
    met === binding.certificate ? binding.server.server.name : `${met?.publishingPoints[0]?.point.name ?? 'a point'}`;
  return `${protocolFacts(binding.binding.protocol).label} on ${where} presents ${origin}, with which it does not work, also where every client was given it by hand`;
}

// The back end of 2013 and later is meant to be self-signed (SSL13).
function presentsSelfSigned(binding: BindingView): boolean {
  return binding.binding.role !== CertificateRole.BACK_END && selfSignedMet(binding) !== undefined;
}

/** The self-signed certificate that clients meet; one that nobody meets matters to nobody. */
function selfSignedMet(binding: BindingView): CertificateView | undefined {
  return certificatesMetAnywhere(binding).find(({ certificate }) => certificate.facts.selfSigned === true);
}
