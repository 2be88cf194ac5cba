import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '@/api/problem';
import { ErrorState } from '@/ui/ErrorState';
import { SessionProvider, useSession } from './session';
import { SignIn } from './auth/SignIn';

const Shell = lazy(() => import('./shell/Shell').then((m) => ({ default: m.Shell })));

function Door() {
  const { me, loading, error, retry } = useSession();
  const { t } = useTranslation();
  if (loading) return null;
  if (error) return <ErrorState full title={t('error.session')} problem={Problem.from(error)} onRetry={retry} />;
  if (!me) return <SignIn />;
  return <Suspense><Shell /></Suspense>;
}

export function StaffRoot() {
  return <SessionProvider><Door /></SessionProvider>;
}
