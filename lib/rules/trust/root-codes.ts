/** Codes of the matrix that mean: this root never comes into the client's store. */
export const ROOT_UNREACHABLE: string[] = [
  'root-blocked',
  'root-out-of-reach',
  'application-ignores-roots',
  'root-not-ca',
  'self-signed-never-trusted',
];

/** Codes of the matrix that mean: whether the root is, or can come, into the client's store is not known. */
export const ROOT_UNKNOWN: string[] = ['root-state-unknown', 'root-enrolment-unknown', 'application-roots-unknown'];
