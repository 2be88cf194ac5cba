import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import { Bone, DateText, ErrorState, Section, toast } from '@/ui';
import { useRefreshSecurity, useSessions, type SessionRow } from './api';

export function SessionRows({ rows, onEnd }: { rows: SessionRow[]; onEnd?: (row: SessionRow) => void }) {
  const { t } = useTranslation('account');
  return (
    <>
      {rows.map((row) => (
        <div key={row.id} className="acc-row">
          <span className="col">
            <span>{row.device || t('sessions.unknown')}{row.current && <span className="green s13"> · {t('sessions.this')}</span>}</span>
            <span className="s13 t3 num">{row.address}{row.address && ' · '}{t('sessions.last')} <DateText value={row.last_used_at} as="ago" />{row.kept && ` · ${t('sessions.kept')}`}</span>
          </span>
          {onEnd && !row.current && <Button onClick={() => onEnd(row)}>{t('sessions.end')}</Button>}
        </div>
      ))}
    </>
  );
}

/** Where I am signed in. */
export function SessionList() {
  const { t } = useTranslation('account');
  const refresh = useRefreshSecurity();
  const found = useSessions();
  const run = (act: Promise<unknown>, done: string) => void act.then(async () => { await refresh(); toast(t(done)); }, (error: unknown) => toast({ text: Problem.from(error).message, tone: 'bad' }));
  const others = (found.data ?? []).some((row) => !row.current);
  return (
    <Section title={t('sessions.title')} action={others && <Button onClick={() => run(api.post('/me/sessions/end-others'), 'sessions.others_ended')}>{t('sessions.end_others')}</Button>}>
      {found.isPending && <Bone width="100%" height={80} />}
      {found.isError && <ErrorState title={t('sessions.failed')} problem={Problem.from(found.error)} onRetry={() => void found.refetch()} />}
      {found.data && <SessionRows rows={found.data} onEnd={(row) => run(api.del(`/me/sessions/${row.id}`), 'sessions.ended')} />}
    </Section>
  );
}
