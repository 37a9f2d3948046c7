export * from './assessor';
export { CertificateChooser } from './connection/certificate-chooser';
