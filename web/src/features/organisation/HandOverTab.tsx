import './organisation.css';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import { useCan } from '@/app/session';
import { jobStarted } from '@/lib/jobs';
import { DateText, ErrorState, Status, toast } from '@/ui';
import { HAND_OVER, useHandOver, useHandOvers, useRefreshAll, type HandOverItem } from './api';

/** The hand-overs of a person: how they went, what was left at an undoing, and the way back. */
export default function HandOverTab({ id, active }: { id: string; active: boolean }) {
  const { t } = useTranslation('organisation');
  const found = useHandOvers(id);
  const may = useCan(HAND_OVER, 'create');
  if (found.isError) return <ErrorState title={t('ho.failed')} problem={Problem.from(found.error)} onRetry={() => void found.refetch()} />;
  const items = found.data ?? [];
  const planned = items.some((h) => h.planned || h.status === 'running');
  return (
    <>
      {may && active && !planned && <p className="mb12"><Link to={`/people/${id}/hand-over`}><Button>{t('ho.begin')}</Button></Link></p>}
      {found.isSuccess && items.length === 0 && <p className="t3">{t('ho.none')}</p>}
      {items.map((h) => <One key={h.id} item={h} may={may} />)}
    </>
  );
}

function One({ item: h, may }: { item: HandOverItem; may: boolean }) {
  const { t } = useTranslation('organisation');
  const refresh = useRefreshAll();
  const whole = useHandOver(h.id, h.left > 0);
  const act = (what: 'undo' | 'resume') => void api.post(`/hand-overs/${h.id}/${what}`).then(() => { jobStarted(); void refresh(); if (what === 'undo') toast(t('ho.undone', { name: h.person.name })); }, (error: unknown) => toast(Problem.from(error).message));
  const left = (whole.data?.kinds ?? []).filter((k) => k.left > 0).map((k) => `${k.label} ${k.left}${k.left_names.length > 0 ? `（${k.left_names.join(t('and'))}）` : ''}`);
  return (
    <section className="mb12">
      <div className="row g12">
        <Status state={`hand_over.${h.planned ? 'planned' : h.status}`} />
        <span>{t('ho.line', { name: h.successor.name, count: h.passed })}</span>
        <span className="t3 s13"><DateText value={h.created_at} as="stamp" /></span>
        <span className="sp" />
        {may && h.may_resume && <Button size="small" onClick={() => act('resume')}>{t('ho.resume')}</Button>}
        {may && h.status === 'done' && <Button size="small" onClick={() => act('undo')}>{t('ho.undo')}</Button>}
      </div>
      {h.planned && <p className="s13 t2">{t('ho.planned')} <DateText value={h.leaves_on} /></p>}
      {h.ended > 0 && <p className="s13 t2">{t('ho.ended', { count: h.ended })}</p>}
      {h.job && (h.status === 'running' || h.status === 'undoing') && <p className="s13 t2 num" role="status">{t('ho.progress', { done: h.job.done, total: h.job.total })}</p>}
      {h.status === 'undone' && <p className="s13 t2">{t('ho.back', { back: h.back, left: h.left })}{left.length > 0 ? `：${left.join('；')}` : ''}</p>}
    </section>
  );
}
