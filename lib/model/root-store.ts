/** Root stores that have lists of their own. */
export enum RootStore {
  WINDOWS = 'windows',
  APPLE = 'apple',
  ANDROID = 'android',
  MOZILLA = 'mozilla',
  JAVA = 'java',
  CHROME = 'chrome',
  /** What Microsoft's cloud services trust, which connect in the place of some mobile apps. */
  MICROSOFT_CLOUD = 'microsoft-cloud',
}
