import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import { nameOf, useIdentities, useRefreshSso, type Identity } from '@/features/sso/api';
import { confirm, DateText, ErrorState, Section, toast } from '@/ui';
import { ProviderMark } from '@/ui/ProviderMark';

/** The accounts elsewhere that one signs in with; with `person` a colleague's, which can only be taken away. */
export function LinkedAccounts({ person }: { person?: string }) {
  const { t } = useTranslation('account');
  const found = useIdentities(person);
  const rows = (found.data ?? []).filter((i) => !person || i.linked);
  if (found.isError) return <Section title={t('linked.title')}><ErrorState title={t('linked.failed')} problem={Problem.from(found.error)} onRetry={() => void found.refetch()} /></Section>;
  if (rows.length === 0) return null;
  return (
    <Section title={t('linked.title')}>
      {!person && <p className="t2 mb8">{t('linked.text')}</p>}
      {rows.map((i) => <Row key={i.code} identity={i} person={person} />)}
    </Section>
  );
}

function Row({ identity: i, person }: { identity: Identity; person?: string }) {
  const { t, i18n } = useTranslation('account');
  const refresh = useRefreshSso();
  const [busy, setBusy] = useState(false);
  const name = nameOf(i, i18n.language);
  const link = async () => {
    setBusy(true);
    try {
      window.location.assign((await api.post<{ url: string }>(`/me/identities/${i.code}/start`, {})).url);
    } catch (error) {
      toast({ text: Problem.from(error).message, tone: 'bad' });
      setBusy(false);
    }
  };
  const unlink = (id: string) => confirm({
    title: t('linked.unlink_title', { name }), text: t(person ? 'linked.unlink_other' : 'linked.unlink_text'), verb: t('linked.unlink'), danger: true,
    act: async () => { await api.del(person ? `/people/${person}/identities/${id}` : `/me/identities/${id}`); await refresh(); toast(t('linked.unlinked')); },
  });
  return (
    <div className="acc-row">
      <ProviderMark kind={i.kind} />
      <span className="col">
        <span>{name}{!i.enabled && <span className="t3 s13"> · {t('linked.off')}</span>}</span>
        <span className="s13 t3">{i.linked ? <>{i.linked.label} · {t('linked.on')} <DateText value={i.linked.linked_at} as="ago" />{i.linked.last_used_at && <> · {t('linked.used')} <DateText value={i.linked.last_used_at} as="ago" /></>}</> : t('linked.none')}</span>
      </span>
      {i.linked ? <Button onClick={() => i.linked && unlink(i.linked.id)}>{t('linked.unlink')}</Button> : <Button loading={busy} onClick={() => void link()}>{t('linked.link')}</Button>}
    </div>
  );
}
