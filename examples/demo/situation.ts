/** How a client stands to the certificate that it is shown. */
export enum Situation {
  ROOT_HELD = 'holds the root',
  ROOT_MISSING = 'lacks the root',
  OTHER_NAME = 'holds the root, asks for another name',
}

export const SITUATIONS = Object.values(Situation);
