import { CertificateSourceKind, ClientProtocol, Estate, Population, RootState } from '../../lib/model';
import {
  Access,
  BindingView,
  defineRule,
  IAssessor,
  judge,
  Level,
  Outcome,
  OutcomeKind,
  Report,
  RulePack,
  SubjectKind,
} from '../../lib/policy';
import { EstateOptions, NOW, reviewEstate } from './review-estate';

/** A small assessor: the population's declared root state decides, and Outlook Anywhere refuses what is self-signed. */
class SmallAssessor implements IAssessor {
  public constructor(private readonly nasty: string) {}
  private readonly met = new Map<string, BindingView>();
  public accessOf({ place }: Population): Access {
    return { place };
  }
  public choiceAt(): undefined {}
  public connectionsTo(binding: BindingView): BindingView {
    const key = `${binding.binding.protocol} ${binding.certificate?.certificate.source}`;
    const known = this.met.get(key) ?? binding;
    this.met.set(key, known);
    return known;
  }
  public assess(binding: BindingView, population: Population): Outcome {
    const sources = ['Understanding SSL for Client Access Servers, Self-Signed Certificates'];
    const selfSigned = binding.certificate?.certificate.source === CertificateSourceKind.SELF_SIGNED;
    if (selfSigned && binding.binding.protocol === ClientProtocol.OUTLOOK_ANYWHERE)
      return {
        kind: OutcomeKind.FAILS,
        code: 'self-signed',
        message: `Outlook Anywhere does not work with a self-signed certificate${this.nasty}`,
        sources,
        fix: `have it issued${this.nasty}`,
      };
    switch (population.roots[0].state) {
      case RootState.BLOCKED:
        return {
          kind: OutcomeKind.FAILS,
          code: 'root-blocked',
          message: `the operator locked the root store${this.nasty}`,
          sources,
          fix: 'buy a certificate',
        };
      case RootState.INSTALLABLE:
        return {
          kind: OutcomeKind.PROMPTS,
          code: 'root-installable',
          message: 'the user is asked to trust the root',
          sources,
        };
      default:
        return { kind: OutcomeKind.WORKS, code: 'works', message: 'the root was pushed', sources };
    }
  }
}

/** Two rules, the second of which can't decide one binding. */
export function reviewPack(nasty = ''): RulePack {
  return new RulePack({
    id: 'small',
    title: 'Small',
    rules: [
      defineRule({
        id: 'outlook-anywhere-self-signed',
        ref: 'ECA901',
        title: `Outlook Anywhere presents a self-signed certificate${nasty}`,
        level: Level.ERROR,
        source: 'Understanding SSL for Client Access Servers',
        section: 'Self-Signed Certificates',
        url: 'https://learn.microsoft.com/example',
        rationale: `Outlook Anywhere does not work with it${nasty}`,
        remediation: `use a certificate of an internal CA or a purchased one${nasty}`,
        subject: SubjectKind.BINDING,
        applies: ({ binding }) => binding.protocol === ClientProtocol.OUTLOOK_ANYWHERE,
        check: ({ id, certificate }, report) => {
          if (certificate?.certificate.source === CertificateSourceKind.SELF_SIGNED)
            report.finding({ message: `${id} presents the self-signed certificate ${certificate.id}` });
        },
      }),
      defineRule({
        id: 'root-never-reaches-clients',
        ref: 'ECA902',
        title: 'No private root can reach these clients',
        level: Level.WARNING,
        source: 'Understanding SSL for Client Access Servers',
        section: 'Windows PKI-Generated Certificates',
        rationale: 'Clients whose root store is locked refuse every private certificate.',
        remediation: 'buy a certificate',
        subject: SubjectKind.REACH,
        applies: () => true,
        check: (reach, report) => {
          if (reach.cells.some(({ outcome }) => outcome.code === 'root-blocked'))
            report.finding({
              message: `the clients ${reach.population.population.name} can't get the root ${reach.anchor.name}`,
              bindings: reach.cells.map(({ binding }) => binding.id),
            });
        },
      }),
      defineRule({
        id: 'imap4-unknown',
        ref: 'ECA903',
        title: 'It is not known whether IMAP4 is on',
        level: Level.NOTE,
        source: 'Understanding SSL for Client Access Servers',
        section: 'IMAP4',
        rationale: 'An unknown is never a pass.',
        remediation: 'say so',
        subject: SubjectKind.BINDING,
        applies: ({ binding }) => binding.protocol === ClientProtocol.IMAP4,
        check: (_binding, report) => report.unknown(`the host name is known at plan${nasty}`),
      }),
    ],
  });
}

/** A judgement of the small estate by the small rules. */
export function reviewReport(options: EstateOptions = {}, estate: Estate = reviewEstate(options)): Report {
  const nasty = options.nasty === undefined ? '' : ` ${options.nasty}`;
  return judge(estate, {
    now: NOW,
    packs: [{ pack: reviewPack(nasty), scope: '' }],
    assessor: new SmallAssessor(nasty),
  });
}
