export * from './assessor';
export { CertificateChooser } from './connection/certificate-chooser';
export { areSameBytes } from './connection/same-bytes';
