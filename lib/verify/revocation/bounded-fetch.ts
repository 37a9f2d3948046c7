import { type IncomingMessage, request as requestHttp, type RequestOptions } from 'node:http';
import { request as requestHttps } from 'node:https';
import { ipVersion, isReservedAddress } from '../../names';
import { HostAddresses } from '../host-addresses';
import { Interruption, Lanes } from '../lanes';

/** What is fetched. */
export interface FetchRequest {
  readonly url: string;
  /** Sent by POST. Left out: GET. */
  readonly body?: { readonly type: string; readonly bytes: Buffer };
  readonly mostOctets: number;
  /** Whether addresses that are not of the public Internet may be asked. */
  readonly privateAddresses: boolean;
  readonly allowance: Allowance;
}

/** Time for several requests together; it begins with the first, and none of them has more than half of it. */
export class Allowance {
  private until?: number;

  public constructor(private readonly totalMs: number) {}

  /** Time for the next request, in milliseconds. */
  public get nextMs(): number {
    const now = performance.now();
    this.until ??= now + this.totalMs;
    return Math.min(this.until - now, this.totalMs / 2);
  }
}

/** What came, or why nothing did, in words. */
export type Fetched = { readonly bytes: Buffer } | { readonly problem: string };

/** What fetching needs. */
export interface FetchTools {
  readonly addresses: HostAddresses;
  readonly interruption?: Interruption;
}

const MOST_REDIRECTS = 3;
const MOST_ADDRESSES = 3;
/** In one run, redirects included. */
const MOST_REQUESTS = 1000;
const WIDTH = 16;
const WIDTH_OF_HOST = 4;
/** A host that was silent so often is not waited for again. */
const MOST_SILENCES = 2;
const LEADING: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** Fetches small files over HTTP from places that somebody else names: everything about it is bounded, and nothing of it is believed. */
export class BoundedFetch {
  private requests = 0;
  private readonly silences = new Map<string, number>();
  private readonly lanes = new Lanes(WIDTH, WIDTH_OF_HOST);

  public constructor(private readonly tools: FetchTools) {}

  public async fetch(request: FetchRequest): Promise<Fetched> {
    const seen = new Set<string>();
    for (let url = parsed(request.url); ;) {
      if (typeof url === 'string') return { problem: url };
      if (seen.has(url.href)) return { problem: `is redirected back to ${url.href}` };
      if (seen.size > MOST_REDIRECTS) return { problem: `is redirected more than ${MOST_REDIRECTS} times` };
      seen.add(url.href);
      const place: URL = url;
      const answer = await this.lanes.run(url.host, () => this.ask(place, request));
      if (typeof answer === 'string') return { problem: answer };
      if (!('location' in answer)) return answer;
      url = parsed(answer.location, url.href);
    }
  }

  /** One request, at the first of the addresses that takes connections. In words: why there is no answer. */
  private async ask(url: URL, request: FetchRequest): Promise<Answer> {
    if ((this.silences.get(url.host) ?? 0) >= MOST_SILENCES) return `${url.host} did not answer before`;
    const port = url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port);
    const host = url.hostname.replace(/^\[|\]$/g, '');
    const { addresses, outcome = 'name-not-found' } = await this.tools.addresses.of(host, port);
    if (addresses.length === 0) return `${host} has no address (${outcome})`;
    const given = this.tools.addresses.isFixed(host, port);
    const allowed = addresses.filter((one) => given || request.privateAddresses || !isReservedAddress(one));
    if (allowed.length === 0)
      return `${host === addresses[0] ? 'this' : addresses[0]} is a private address, which --revocation-anywhere or --resolve allows to ask`;
    let answer: Answer = '';
    for (const address of allowed.slice(0, MOST_ADDRESSES)) {
      if (request.allowance.nextMs < 1) return 'no time is left for it';
      if (++this.requests > MOST_REQUESTS) return `more than ${MOST_REQUESTS} requests in one run`;
      answer = await this.once({ url, host, port, address }, request);
      if (answer !== REFUSED) break;
    }
    if (answer === SILENT) this.silences.set(url.host, (this.silences.get(url.host) ?? 0) + 1);
    return answer;
  }

  private once({ url, host, port, address }: Place, { allowance, body, mostOctets }: FetchRequest): Promise<Answer> {
    return new Promise((resolve) => {
      const ask = url.protocol === 'https:' ? requestHttps : requestHttp;
      const options: RequestOptions & { rejectUnauthorized: boolean; servername?: string } = {
        host: address,
        port,
        path: `${url.pathname}${url.search}`,
        method: body ? 'POST' : 'GET',
        agent: false,
        // What is fetched is signed by whom it is about.
        rejectUnauthorized: false,
        ...(ipVersion(host) === 0 ? { servername: host } : {}),
        headers: {
          Host: url.host,
          'User-Agent': 'client-access',
          Accept: '*/*',
          Connection: 'close',
          ...(body ? { 'Content-Type': body.type, 'Content-Length': body.bytes.length } : {}),
        },
      };
      const sent = ask(options, (response) => void read(response, mostOctets).then(end));
      const end = (answer: Answer): void => {
        clearTimeout(timer);
        forget?.();
        sent.destroy();
        resolve(answer);
      };
      const timer = setTimeout(() => end(SILENT), allowance.nextMs);
      const forget = this.tools.interruption?.on(() => end('the run was ended'));
      sent.on('error', ({ code, message }: NodeJS.ErrnoException) =>
        end(code === 'ECONNREFUSED' ? REFUSED : `the connection failed (${code ?? message})`),
      );
      sent.end(body?.bytes);
    });
  }
}

interface Place {
  readonly url: URL;
  readonly host: string;
  readonly port: number;
  readonly address: string;
}

/** The content, where it leads on, or why there is neither. */
type Answer = { readonly bytes: Buffer } | { readonly location: string } | string;

const SILENT = 'no whole answer came in time';
const REFUSED = 'the connection is refused';

function read(response: IncomingMessage, mostOctets: number): Promise<Answer> {
  const { headers, statusCode = 0 } = response;
  if (LEADING.has(statusCode) && headers.location !== undefined) return Promise.resolve({ location: headers.location });
  if (statusCode !== 200) return Promise.resolve(`it answers HTTP ${statusCode}`);
  return new Promise((resolve) => {
    const parts: Buffer[] = [];
    let size = 0;
    response.on('data', (part: Buffer) => {
      parts.push(part);
      size += part.length;
      if (size > mostOctets) resolve(`it sends more than ${mostOctets} octets`);
    });
    response.on('end', () => resolve({ bytes: Buffer.concat(parts) }));
    response.on('error', () => resolve('the connection broke off'));
    response.on('close', () => resolve('the connection broke off'));
  });
}

/** In words: why it is not asked. */
function parsed(text: string, base?: string): URL | string {
  const url = URL.canParse(text, base) ? new URL(text, base) : undefined;
  if (!url) return 'it is no address';
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return `${url.protocol} is not asked`;
  url.hash = url.username = url.password = '';
  return url;
}
