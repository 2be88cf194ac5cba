import './quality.css';
import { Button } from 'antd';
import { ListChecks } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Problem } from '@/api/problem';
import { Bone, DateText, EmptyState, ErrorState, Figures, Page, Section } from '@/ui';
import { KINDS, useQuality, type Overview, type Part } from './api';
import { Report } from './Report';
import { Trend } from './Trend';

const LIST = '/quality/issues';
const OPEN = 'filter=state:in:open';

/** How good the dossiers are that the reader sees: in all, by department, by owner, day by day; each figure opens its issues. */
export function Component() {
  const { t } = useTranslation('quality');
  const query = useQuality();
  const data = query.data;
  return (
    <Page title={t('title')} actions={<><Link to="/duplicates" className="desk"><Button type="text">{t('duplicates')}</Button></Link><Link to={`${LIST}?view=open&${OPEN}`}><Button type="primary" icon={<ListChecks size={15} />}>{t('queue')}</Button></Link></>}>
      {query.isError && !data && <ErrorState title={t('failed')} problem={Problem.from(query.error)} onRetry={() => void query.refetch()} />}
      {query.isPending && <div className="pad col g16" aria-hidden><Bone height={96} /><Bone height={64} /></div>}
      {data?.dossiers === 0 && <EmptyState title={t('empty.title')} text={t('empty.text')} />}
      {data && data.dossiers > 0 && <Body data={data} />}
    </Page>
  );
}

function Body({ data }: { data: Overview }) {
  const { t, i18n } = useTranslation('quality');
  const number = (n: number) => n.toLocaleString(i18n.language);
  return (
    <div className="ql">
      <Figures items={[
        { key: 'score', label: t('score'), value: data.score?.toFixed(1) ?? '—', note: t('of_dossiers', { count: data.dossiers, shown: number(data.dossiers) }) },
        ...KINDS.map((kind) => ({ key: kind, label: t(`kind.${kind}`), value: number(data.open[kind]), note: t('open'), to: `${LIST}?view=${kind}&${OPEN}&filter=kind:in:${kind}` })),
      ]} />
      <Section title={t('trend')} note={data.as_of ? <>{t('as_of')} <DateText value={data.as_of} as="stamp" /></> : undefined} action={<Report months={data.months} />}><Trend days={data.trend} /></Section>
      <div className="ql-two">
        <Parts title={t('departments')} rows={data.departments} filter="department" />
        <Parts title={t('owners')} rows={data.owners} filter="owner" />
      </div>
      <Rules data={data} />
    </div>
  );
}

function Parts({ title, rows, filter }: { title: string; rows: Part[]; filter: string }) {
  const { t } = useTranslation('quality');
  return (
    <Section title={title} note={t('worst_first')}>
      <table className="ql-table">
        <thead><tr><th>{t('name')}</th><th>{t('score')}</th><th>{t('dossiers')}</th><th>{t('open')}</th></tr></thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id ?? 'none'}>
              <td><Link to={`${LIST}?${OPEN}&filter=${filter}:${row.id ? `in:${row.id}` : 'empty:'}`}>{row.name || t('nobody')}</Link></td>
              <td>{row.score?.toFixed(1) ?? '—'}</td><td>{row.dossiers}</td><td>{row.open}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

function Rules({ data }: { data: Overview }) {
  const { t } = useTranslation('quality');
  return (
    <Section title={t('rules')} note={t('rules_note', { version: data.version })}>
      <ul className="ql-rules s13">{data.rules.map((r) => <li key={r.code}><span className="t3">{t(`kind.${r.kind}`)}</span><span className="grow">{r.text}</span><span className="num">−{r.points}</span></li>)}</ul>
    </Section>
  );
}
