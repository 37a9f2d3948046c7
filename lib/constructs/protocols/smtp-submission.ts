import { IConstruct } from 'constructs';
import { protocolFacts } from '../../exchange';
import { ClientProtocol, SourceLocation } from '../../model';
import { BindingDefinition } from './binding-definition';
import { declareBinding, withValue } from './declare-binding';
import { declaredListeners, MailBindingProps } from './mail-listeners';

/** SMTP client submission: port 587 with STARTTLS. Exchange 2013 and later serve it on the front end. */
export interface SmtpSubmissionProps extends MailBindingProps {}

/** Declares SMTP client submission on a server. */
export function declareSmtpSubmission(
  server: IConstruct,
  props: SmtpSubmissionProps,
  location?: SourceLocation,
): BindingDefinition {
  return {
    ...declareBinding(server, ClientProtocol.SMTP_SUBMISSION, props, location),
    ...withValue(
      'listeners',
      declaredListeners(server, protocolFacts(ClientProtocol.SMTP_SUBMISSION), props, location),
    ),
  };
}
