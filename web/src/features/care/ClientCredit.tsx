import './care.css';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Problem } from '@/api/problem';
import { useMe } from '@/app/session';
import { DecideDialog } from '@/features/approvals/DecideDialog';
import { confirm, DateText, ErrorState, Grade, MoneyExact, RecordSkeleton, Section, StatusPill, toast } from '@/ui';
import { useRefresh } from './api';
import { CREDIT, endOverride, useCredit, type Credit, type Line } from './credit';
import { CreditHistory } from './CreditHistory';
import { OverrideDialog } from './OverrideDialog';

/** A client's grade line by line: what each was given for, the rows behind it, what it suggests, who changed it. */
export default function ClientCredit({ id }: { id: string }) {
  const { t } = useTranslation('care');
  const query = useCredit(id);
  if (query.isPending) return <RecordSkeleton />;
  if (query.isError) return <ErrorState title={t('credit.failed')} problem={Problem.from(query.error)} onRetry={() => void query.refetch()} />;
  return <Body credit={query.data} />;
}

function Body({ credit }: { credit: Credit }) {
  const { t } = useTranslation('care');
  const [asking, setAsking] = useState(false);
  const terms = credit.terms;
  return (
    <div className="ca-credit">
      <div>
        <div className="row g16 wrap base mb12">
          <span className="row g8 base"><span className="s13 t2">{t('credit.grade')}</span><b className="s20"><Grade value={credit.grade} /></b></span>
          {credit.points !== null && <span className="s13 t2">{t('credit.points', { points: credit.points })}</span>}
          {credit.rule_no !== null && <span className="s13 t2">{t('credit.by_rule', { no: credit.rule_no, months: credit.window_months })}{credit.computed_at && <> · <DateText value={credit.computed_at} as="ago" /></>}</span>}
          <span className="sp" />
          {credit.may_override && credit.override === null && <Button onClick={() => setAsking(true)}>{t('override.ask')}</Button>}
        </div>
        <Override credit={credit} />
        {credit.points === null ? <p className="t2">{t('credit.unrated')}</p> : <Lines lines={credit.lines} id={credit.client_id} />}
        {credit.rows.length > 0 && <Sources credit={credit} />}
      </div>
      <div>
        {terms && (
          <Section title={t('terms.title')}>
            <dl className="ca-terms">
              <div><dt>{t('terms.advance')}</dt><dd className="num">{terms.advance}%</dd></div>
              <div><dt>{t('terms.limit')}</dt><dd><MoneyExact value={terms.limit} /></dd></div>
              <div><dt>{t('terms.days')}</dt><dd className="num">{t('terms.n_days', { count: terms.days })}</dd></div>
            </dl>
            <p className="s13 t3">{t('terms.note')} <MoneyExact value={terms.received} /></p>
          </Section>
        )}
        <CreditHistory rows={credit.history} />
      </div>
      {asking && <OverrideDialog credit={credit} onClose={() => setAsking(false)} />}
    </div>
  );
}

/** Another grade stands over the computed one, or waits for a decision. */
function Override({ credit }: { credit: Credit }) {
  const { t } = useTranslation('care');
  const me = useMe();
  const refresh = useRefresh();
  const [deciding, setDeciding] = useState<'approve' | 'reject' | null>(null);
  const over = credit.override;
  if (!over) return null;
  const decider = over.approval?.decider_ids.includes(me.id) ?? false;
  const title = t('override.title', { grade: over.grade });
  const end = () => confirm({
    title: t('override.end_title'), text: t('override.end_text', { grade: over.computed || '—' }), verb: t('override.end'), reason: true,
    act: async (reason) => { await endOverride(credit.client_id, reason); await refresh(CREDIT, 'clients.client'); toast(t('override.ended')); },
  });
  return (
    <div className="ca-over" role="status">
      <div className="row g8 wrap"><StatusPill state={`approval.${over.state}`} /><b className="w6">{t('override.from_to', { from: over.computed || '—', to: over.grade })}</b><span className="t2">{t('override.until')} <DateText value={over.until} as="prose" /></span></div>
      <p className="prose">{over.reason}</p>
      <p className="s13 t3">
        {t('override.asked', { name: over.asked_by })} <DateText value={over.created_at} as="stamp" />
        {over.decided_at && <> · {t('override.decided', { name: over.decided_by })} <DateText value={over.decided_at} as="stamp" /></>}
        {over.approval && <> · {t('override.waits', { names: over.approval.deciders.join(t('list_and')) })}</>}
      </p>
      <div className="row g8 mt8">
        {decider && <Button type="primary" size="small" onClick={() => setDeciding('approve')}>{t('override.approve')}</Button>}
        {decider && <Button size="small" onClick={() => setDeciding('reject')}>{t('override.reject')}</Button>}
        {over.state === 'approved' && credit.may_override && <Button size="small" onClick={end}>{t('override.end')}</Button>}
      </div>
      {deciding && over.approval && <DecideDialog id={over.approval.id} record={CREDIT} title={title} approve={deciding === 'approve'} onClose={() => { setDeciding(null); void refresh(CREDIT, 'clients.client'); }} />}
    </div>
  );
}

function Lines({ lines, id }: { lines: readonly Line[]; id: string }) {
  const { t } = useTranslation('care');
  return (
    <table className="ca-table">
      <thead><tr><th>{t('credit.line')}</th><th>{t('credit.value')}</th><th>{t('credit.got')}</th></tr></thead>
      <tbody>
        {lines.map((l) => (
          <tr key={l.code}>
            <td>{l.code === 'disputes' ? <Link to={`/clients/${id}?tab=details`}>{t(`line.${l.code}`)}</Link> : t(`line.${l.code}`)}<span className="s12 t3 ca-why">{t(`line_why.${l.code}`)}</span></td>
            <td className="num">{t(`line_value.${l.code}`, { count: l.value })}</td>
            <td className={l.points * 2 < l.most ? 'num red' : 'num'}>{l.points}<span className="t3"> / {l.most}</span></td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Sources({ credit }: { credit: Credit }) {
  const { t } = useTranslation('care');
  return (
    <Section title={t('credit.rows')} note={t('credit.rows_note')}>
      <table className="ca-table">
        <thead><tr><th>{t('credit.row')}</th><th>{t('credit.due')}</th><th>{t('credit.amount')}</th><th>{t('credit.late')}</th></tr></thead>
        <tbody>
          {credit.rows.map((r, i) => (
            <tr key={i}>
              <td><Link to={r.link}>{r.title}</Link></td>
              <td>{r.due_on ? <DateText value={r.due_on} /> : '—'}</td>
              <td><MoneyExact value={r.amount} /></td>
              <td className={r.open ? 'num red' : 'num'}>{r.line === 'broken' ? t('credit.broken') : t(r.open ? 'credit.stands' : 'credit.was_late', { count: r.days })}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}
