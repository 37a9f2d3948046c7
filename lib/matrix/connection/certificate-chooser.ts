import { certificateChoice, setupCertificateOf } from '../../exchange';
import { Certificate, CertificateRole } from '../../model';
import { BindingView, CertificateView, Choice, IChooser, ServerView } from '../../policy';

/** Finds what servers present where a name decides. */
export class CertificateChooser implements IChooser {
  private readonly setups = new Map<ServerView, CertificateView>();

  public choiceAt(view: BindingView): Choice | undefined {
    const { binding, certificate: assigned, server } = view;
    if (assigned === undefined || binding.role === CertificateRole.IIS) return undefined;
    const setup = this.setupOf(server);
    const others = server.certificates.filter((one) => one !== assigned && one !== setup);
    const choice = certificateChoice(server.server, binding, {
      assigned: assigned.certificate,
      setup: setup.certificate,
      others: others.map(({ certificate }) => certificate),
    });
    if (choice === undefined) return undefined;
    const views = new Map<Certificate, CertificateView>(
      [assigned, setup, ...others].map((one) => [one.certificate, one]),
    );
    const candidates = choice.candidates.map((one) => (one === undefined ? undefined : views.get(one)));
    return { ...choice, candidates };
  }

  /** The certificate of setup, which is on every server: a declared one, else what is known of it. */
  private setupOf(view: ServerView): CertificateView {
    let setup = this.setups.get(view) ?? view.certificates.find(({ certificate }) => certificate.exchangeDefault);
    if (setup === undefined) {
      const { anchor, certificate } = setupCertificateOf(view.server);
      setup = new CertificateView(certificate, [anchor], false);
    }
    this.setups.set(view, setup);
    return setup;
  }
}
