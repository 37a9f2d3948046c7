export { Assessor, CertificateChooser } from './assessor';
export { areSameBytes } from './connection/presented';
