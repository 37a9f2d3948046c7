/** The clock that judgement uses where the user gives none: the one place in the library that reads the system's. */
export function systemClock(): Date {
  return new Date();
}
