import './audit.css';
import { Button } from 'antd';
import { ExternalLink, History } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { DateText, Details, Page, Person, RecordGate, Section } from '@/ui';
import { useEntry, useWords, type Change, type Entry } from './api';

/** One entry: what changed field by field, and from where. */
export function Component() {
  const { id = '' } = useParams();
  const { t } = useTranslation('audit');
  const entry = useEntry(id);
  const back = { to: '/audit', label: t('title') };
  return <RecordGate query={entry} title={t('label', { id })} failed={t('failed')} back={back}>{(one) => <Facts key={id} entry={one} back={back} />}</RecordGate>;
}

function Facts({ entry: e, back }: { entry: Entry; back: { to: string; label: string } }) {
  const { t } = useTranslation('audit');
  const word = useWords();
  const none = <span className="t3">—</span>;
  const record = [word('resource', e.resource), e.title].filter(Boolean).join(' · ');
  return (
    <Page title={t('label', { id: e.id })} back={back} actions={e.object_id && <Link to={`/audit?filter=record:eq:${e.object_id}`}><Button icon={<History size={15} />}>{t('of_record')}</Button></Link>}>
      <div className="audit-entry">
        <h2 className="s20 w6">{e.actor_name || t('nobody')} {word('action', e.action)}{e.title && <> {e.title}</>}</h2>
        <Section title={t('facts')}>
          <Details items={[
            { label: t('col.at'), value: <DateText value={e.at} as="stamp" /> },
            { label: t('col.actor'), value: e.actor_name ? <Person value={e.actor_name} /> : none },
            { label: t('col.title'), value: record ? e.link ? <Link to={e.link}>{record} <ExternalLink size={12} aria-hidden /></Link> : record : none },
            { label: t('col.reason'), value: e.reason || none },
            { label: t('col.channel'), value: word('channel', e.channel) || none },
            { label: t('col.address'), value: e.address || none },
            { label: t('col.device'), value: e.device || none },
            { label: t('col.request_id'), value: e.request_id || none },
            { label: t('seal'), value: e.seal ? <span title={e.seal.digest}>{t('in_seal', { number: e.seal.number })} · <DateText value={e.seal.sealed_at} as="stamp" /></span> : t('unsealed') },
          ]} />
        </Section>
        {e.changes.length > 0 && <Section title={t('changes')}><Changes rows={e.changes} /></Section>}
      </div>
    </Page>
  );
}

function Changes({ rows }: { rows: Change[] }) {
  const { t } = useTranslation('audit');
  return (
    <div className="audit-diff">
      <table>
        <thead><tr><th scope="col">{t('field')}</th><th scope="col">{t('before')}</th><th scope="col">{t('after')}</th></tr></thead>
        <tbody>{rows.map((r) => <tr key={r.field}><th scope="row">{r.label}</th><td><Value value={r.before} gone /></td><td><Value value={r.after} /></td></tr>)}</tbody>
      </table>
    </div>
  );
}

function Value({ value, gone = false }: { value: unknown; gone?: boolean }): ReactNode {
  const { t } = useTranslation('audit');
  if (value === null || value === undefined || value === '') return <span className="t3">—</span>;
  if (typeof value === 'boolean') return t(value ? 'common:word.yes' : 'common:word.no');
  if (Array.isArray(value) && value.every((v) => typeof v !== 'object')) return gone ? <s>{value.join('、')}</s> : value.join('、') || '—';
  if (typeof value === 'object') return <pre>{JSON.stringify(value, null, 2)}</pre>;
  const text = typeof value === 'number' ? String(value) : typeof value === 'string' ? value : JSON.stringify(value);
  return gone ? <s>{text}</s> : text;
}
