/** What a real client did with the certificate that it was shown. */
export interface ClientOutcome {
  readonly outcome: 'accepted' | 'refused';
  /** The client's own words: the page or protocol it got, or why it refused. */
  readonly detail: string;
}
