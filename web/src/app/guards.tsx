import { lazy, Suspense } from 'react';
import { Navigate, Outlet, useLocation, useMatches, useNavigate, useRouteError } from 'react-router';
import { useTranslation } from 'react-i18next';
import { Button } from 'antd';
import { Problem } from '@/api/problem';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorState } from '@/ui/ErrorState';
import { Page } from '@/ui/Page';
import { features, isAlso, navByGroup, type RouteRight } from './features';
import { allowed, useSession } from './session';
import { recordOf } from '@/lib/records';

const WhyNot = lazy(() => import('@/features/roles/WhyNot'));

/** Where this person starts: what the server says, if it exists here, else the first entry of the rail. */
export function Landing() {
  const { me } = useSession();
  const { t } = useTranslation();
  const first = navByGroup((r, a) => allowed(me, r, a))[0]?.entries[0]?.path;
  const start = me?.landing ?? '';
  const known = features.flatMap((f) => f.nav ?? []).some((n) => (n.path === start || isAlso(n, start)) && allowed(me, n.resource, n.action));
  const target = known ? start : first;
  if (target && target !== '/') return <Navigate to={target} replace />;
  return <Page title={t('app.name')}><EmptyState title={t('landing.none')} text={t('landing.none_text')} /></Page>;
}

export function RequireRight() {
  const { me } = useSession();
  const { t } = useTranslation();
  const record = recordOf(useLocation().pathname);
  const right = useMatches().map((m) => m.handle as RouteRight | undefined).findLast((h) => h?.resource);
  if (right && !allowed(me, right.resource, right.action)) {
    const why = right.resource && me?.kind === 'staff' && <Suspense><WhyNot resource={right.resource} id={record?.resource === right.resource ? record.id : ''} /></Suspense>;
    return <Page title={t('forbidden.title')}><EmptyState title={t('forbidden.title')} text={t('forbidden.text')} footer={why} /></Page>;
  }
  return <Outlet />;
}

export function RouteError() {
  const error = useRouteError();
  const navigate = useNavigate();
  const { t } = useTranslation();
  return (
    <Page title={t('app.name')}>
      <ErrorState full title={t('error.page')} problem={Problem.from(error)} onRetry={() => window.location.reload()} onBack={() => void navigate('/')} />
    </Page>
  );
}

export function NotFound() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return (
    <Page title={t('not_found.title')}>
      <EmptyState broken title={t('not_found.title')} text={t('not_found.text')} footer={<Button className="mt16" type="primary" onClick={() => void navigate('/')}>{t('not_found.home')}</Button>} />
    </Page>
  );
}
