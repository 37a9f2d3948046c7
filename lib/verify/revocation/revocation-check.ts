import { ObservedRevocation, RevocationStatus } from '../../model';
import {
  Certificate509,
  internalCa,
  isIssuedBy,
  makeOcspRequest,
  pathUpwards,
  readCrl,
  readOcspResponse,
  revocationEvidence,
  type RevocationList,
  revocationStatus,
  webClient,
} from '../../pki';
import { KnownAuthorities, readable } from '../chain-pool';
import { Observed, Survey } from '../observe';
import { Allowance, BoundedFetch, FetchTools } from './bounded-fetch';

/** How revocation is asked for. */
export interface RevocationOptions extends FetchTools {
  readonly authorities: KnownAuthorities;
  /** @returns that many random octets */
  readonly random: (size: number) => Buffer;
  /** Time for one certificate, whatever it names, in milliseconds. */
  readonly deadlineMs: number;
  /** Whether private addresses are asked for certificates of CAs that nobody declared, too. */
  readonly privateAddresses: boolean;
  /** The moment of judgement. */
  readonly now: Date;
}

const MOST_OCSP = 65_536;
/** Lists of large public CAs have some megabytes. */
const MOST_LIST = 20 * 1024 * 1024;
/** Addresses of a certificate that are tried, of each kind. */
const MOST_URLS = 3;
/** RFC 8954 2.1. */
const NONCE_SIZE = 32;

/**
 * Asks the CAs, over the network, whether the certificates that were presented are revoked: those of servers and of CAs, each once, by OCSP
 * where they name a responder, else by the list. What is not answered, or not soundly, is unknown.
 */
export async function askRevocation(survey: Survey, options: RevocationOptions): Promise<Survey> {
  const check = new RevocationCheck(survey, options);
  const observed = await Promise.all(survey.observed.map((one) => check.completed(one)));
  return { ...survey, observed };
}

/** A certificate with whoever issued it. */
interface Issued {
  readonly certificate: Certificate509;
  readonly issuer?: Certificate509;
  /** Whether its path leads to a CA that is declared. */
  readonly isOwn: boolean;
}

class RevocationCheck {
  private readonly known = new Map<string, Promise<ObservedRevocation>>();
  private readonly lists = new Map<string, Promise<RevocationList | string>>();
  private readonly paths = new Map<string, readonly Issued[]>();
  private readonly fetch: BoundedFetch;

  public constructor(
    private readonly survey: Survey,
    private readonly options: RevocationOptions,
  ) {
    this.fetch = new BoundedFetch(options);
  }

  public async completed({ target, observation }: Observed): Promise<Observed> {
    const issued = observation.chains.flatMap(({ sha256 }) => this.pathOf(sha256));
    const distinct = [...new Map(issued.map((one) => [one.certificate.sha256, one])).values()];
    const revocation = await Promise.all(distinct.map((one) => this.statusOf(one)));
    return { target, observation: revocation.length === 0 ? observation : { ...observation, revocation } };
  }

  /** The certificates on the way up from the server's own that somebody else issued. */
  private pathOf(chain: readonly string[]): readonly Issued[] {
    const id = chain.join();
    let path = this.paths.get(id);
    if (!path) this.paths.set(id, (path = this.newPath(chain)));
    return path;
  }

  private newPath(chain: readonly string[]): Issued[] {
    const { intermediates, own = [], roots } = this.options.authorities;
    const [leaf, ...others] = chain.map((sha256) => readable(this.survey.pool.derOf(sha256)));
    if (!leaf) return [];
    const sent = others.filter((one) => one !== undefined);
    const { path } = pathUpwards(leaf, [...sent, ...intermediates]);
    const top = path[path.length - 1];
    const above = top.isSelfSigned
      ? []
      : roots()
          .filter((root) => isIssuedBy(top, root))
          .slice(0, 1);
    const all = [...path, ...above];
    const isOwn = all.some((one) => own.some(({ sha256 }) => sha256 === one.sha256));
    return all
      .map((certificate, index) => ({ certificate, issuer: all[index + 1], isOwn }))
      .filter(({ certificate }) => !certificate.isSelfSigned);
  }

  private statusOf(issued: Issued): Promise<ObservedRevocation> {
    const { sha256 } = issued.certificate;
    let status = this.known.get(sha256);
    if (!status) this.known.set(sha256, (status = this.ask(issued)));
    return status;
  }

  private async ask({ certificate, issuer, isOwn }: Issued): Promise<ObservedRevocation> {
    const what = { name: certificate.displayName, sha256: certificate.sha256 };
    const unknown = (message: string): ObservedRevocation => ({ ...what, status: RevocationStatus.UNKNOWN, message });
    if (!issuer) return unknown('who issued it is not known here');
    const allowance = new Allowance(this.options.deadlineMs);
    const place = { privateAddresses: this.options.privateAddresses || isOwn, allowance };
    const problems: string[] = [];
    const ways = [
      ...certificate.ocspUrls
        .slice(0, MOST_URLS)
        .map((url) => ({ url, ask: () => this.byOcsp(url, certificate, issuer, place) })),
      ...certificate.crlUrls
        .slice(0, MOST_URLS)
        .map((url) => ({ url, ask: () => this.byList(url, certificate, issuer, place) })),
    ];
    for (const { ask, url } of ways) {
      const { message, status } = await ask();
      const words = message === undefined ? {} : { message };
      if (status !== RevocationStatus.UNKNOWN) return { ...what, status, by: url, ...words };
      problems.push(`${url}: ${message}`);
    }
    return unknown(problems.length === 0 ? 'it names no place to ask' : problems.join('; '));
  }

  private async byOcsp(url: string, certificate: Certificate509, issuer: Certificate509, place: Asked): Promise<Said> {
    const nonce = this.options.random(NONCE_SIZE);
    const bytes = makeOcspRequest(certificate, issuer, nonce);
    const body = { type: 'application/ocsp-request', bytes };
    const fetched = await this.fetch.fetch({ url, body, mostOctets: MOST_OCSP, ...place });
    if ('problem' in fetched) return nothing(fetched.problem);
    try {
      const response = readOcspResponse(fetched.bytes, 'the answer');
      // A responder may leave it out; another one is the answer to another question (RFC 6960 4.4.1).
      const other = response.basic?.nonce;
      if (other !== undefined && !other.equals(nonce)) return nothing('the answer is one to another request (nonce)');
      const verdict = revocationStatus(certificate, issuer, { ocsp: [response] }, this.options.now, internalCa);
      if (verdict.status === 'good') return { status: RevocationStatus.GOOD };
      const { code, message } = verdict.reason;
      if (verdict.status === 'revoked') return { status: RevocationStatus.REVOKED, message };
      return nothing(code === 'revocation-unknown' ? 'the answer speaks of another certificate' : message);
    } catch (error) {
      return nothing((error as Error).message);
    }
  }

  private async byList(url: string, certificate: Certificate509, issuer: Certificate509, place: Asked): Promise<Said> {
    let fetched = this.lists.get(url);
    if (!fetched) this.lists.set(url, (fetched = this.list(url, place)));
    const list = await fetched;
    if (typeof list === 'string') return nothing(list);
    const { reason, status, unusable } = revocationEvidence(certificate, issuer, [list], this.options.now, webClient);
    if (status === 'good') return { status: RevocationStatus.GOOD };
    if (status === 'revoked') return { status: RevocationStatus.REVOKED, message: reason?.message };
    return nothing(unusable[0]?.message ?? 'the list does not speak of this certificate');
  }

  private async list(url: string, place: Asked): Promise<RevocationList | string> {
    const fetched = await this.fetch.fetch({ url, mostOctets: MOST_LIST, ...place });
    if ('problem' in fetched) return fetched.problem;
    try {
      return readCrl(fetched.bytes, 'the answer');
    } catch (error) {
      return (error as Error).message;
    }
  }
}

/** Where it is asked, and for how long. */
interface Asked {
  readonly privateAddresses: boolean;
  readonly allowance: Allowance;
}

type Said = Pick<ObservedRevocation, 'status' | 'message'>;

const nothing = (message: string): Said => ({ status: RevocationStatus.UNKNOWN, message });
