import './privacy.css';
import { Button } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import { useMe } from '@/app/session';
import { confirm, DateText, EmptyState, ErrorState, RecordSkeleton, toast } from '@/ui';
import { useRefresh, useTold } from './api';

/** What the client's person is told, and the way back out of his consent. */
export function Component() {
  const { t, i18n } = useTranslation('privacy');
  const me = useMe();
  const told = useTold('/portal/privacy');
  const refresh = useRefresh();
  useEffect(() => { document.title = `${t('notice.title')} · ${me.company.short_name || me.company.name}`; }, [t, me]);
  if (told.isPending) return <RecordSkeleton />;
  if (told.isError) return <ErrorState title={t('failed')} problem={Problem.from(told.error)} onRetry={() => void told.refetch()} />;
  const { notice, open } = told.data;
  const withdraw = () => confirm({
    title: t('portal.withdraw_title'), text: t('portal.withdraw_text'), verb: t('consent.withdraw'), danger: true,
    act: async () => { await api.post('/portal/privacy/withdraw'); toast(t('consent.withdrawn_done')); await refresh(); },
  });
  return (
    <>
      <h1 className="pw-title">{t('notice.title')}</h1>
      {!notice && <EmptyState title={t('notice.none')} text={t('notice.none_staff')} />}
      {notice && (
        <section className="pcard">
          <p className="s13 t3">{t('notice.version', { number: notice.number })} · <DateText value={notice.published_at} as="stamp" /></p>
          <p className="pv-text mt8">{(i18n.language.startsWith('en') && notice.en) || notice.zh}</p>
          {!open && <div className="pw-acts"><Button className="pw-btn" onClick={withdraw}>{t('consent.withdraw')}</Button></div>}
        </section>
      )}
    </>
  );
}
