import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate } from 'react-router';
import { Problem } from '@/api/problem';
import { ErrorState } from '../ErrorState';
import { Page } from '../Page';
import { RecordSkeleton } from '../Skeleton';
import { NotForYou } from './NotForYou';
import type { Crumb } from './RecordPage';

/** What a page waits for: one query, or several seen as one. */
export interface Awaited<T> { data?: T; error: unknown; refetch: () => unknown }

interface Props<T> {
  query: Awaited<T>;
  /** The page's name while it is coming. */
  title: string;
  /** What did not come: "客户没有加载出来". */
  failed: string;
  back: Crumb;
  children: (data: T) => ReactNode;
}

/** Statuses after which what is on the screen may not stay there. */
const TAKEN_AWAY = new Set([401, 403, 404]);

/** A page that shows one record stands in the shell from its first moment: while it comes, and when it does not. */
export function RecordGate<T>({ query, title, failed, back, children }: Props<T>) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const problem = query.error ? Problem.from(query.error) : null;
  if (query.data !== undefined && !(problem && TAKEN_AWAY.has(problem.status))) return <>{children(query.data)}</>;
  if (!problem) return <Page title={title} back={back}><RecordSkeleton /></Page>;
  return (
    <Page title={failed} back={back}>
      <ErrorState full title={failed} problem={problem} onRetry={() => void query.refetch()} onBack={() => void navigate(back.to)} backText={t('error.to_list', { name: back.label })}>{(problem.status === 404 || problem.status === 403) && <NotForYou path={pathname} />}</ErrorState>
    </Page>
  );
}
