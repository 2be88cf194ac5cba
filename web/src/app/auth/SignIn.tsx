import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../session';
import { AuthFrame } from './AuthFrame';
import { SignInForm } from './SignInForm';

const NextStep = lazy(() => import('./NextStep'));

/** The door of the staff's side and, with `client`, of the client's window. */
export function SignIn({ client = false }: { client?: boolean }) {
  const { t } = useTranslation();
  const { step } = useSession();
  return (
    <AuthFrame title={t(client ? 'auth.title_client' : 'auth.title')}>
      {step ? <Suspense><NextStep step={step} /></Suspense> : <SignInForm client={client} />}
    </AuthFrame>
  );
}
