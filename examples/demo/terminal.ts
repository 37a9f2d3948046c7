const CODES = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33 } as const;

export type Style = keyof typeof CODES;

/** Where the demo speaks to a person: colour and counters on a terminal only, plain lines everywhere else. */
export class Terminal {
  private readonly live: boolean;
  private readonly colour: boolean;
  private counting = false;

  public constructor(
    private readonly out: NodeJS.WriteStream,
    private readonly elapsedMs: () => number,
  ) {
    this.live = out.isTTY === true;
    this.colour = this.live && !process.env.NO_COLOR;
  }

  public style(style: Style, text: string): string {
    return this.colour ? `\u001b[${CODES[style]}m${text}\u001b[0m` : text;
  }

  public line(text = ''): void {
    this.clear();
    this.out.write(`${text}\n`);
  }

  public heading(text: string): void {
    this.line();
    this.line(this.style('bold', text));
  }

  /** Says what is being done, then what came of it and how long it took. */
  public async step<T>(doing: string, work: () => Promise<T>, done: (result: T) => string): Promise<T> {
    const began = this.elapsedMs();
    this.count(`${doing} ...`);
    const result = await work();
    const took = ((this.elapsedMs() - began) / 1000).toFixed(1).padStart(5);
    this.line(`${this.style('dim', `${took} s`)}  ${done(result)}`);
    return result;
  }

  /** Shows how far a long step is, on one line that the next words replace. */
  public count(text: string): void {
    if (!this.live) return;
    this.clear();
    this.out.write(this.style('dim', `         ${text}`));
    this.counting = true;
  }

  private clear(): void {
    if (this.counting) this.out.write('\r\u001b[2K');
    this.counting = false;
  }
}
