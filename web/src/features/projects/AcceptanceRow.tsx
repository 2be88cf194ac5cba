import { Button } from 'antd';
import { Paperclip } from 'lucide-react';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { Bone, confirm, DateText, Status, toast } from '@/ui';
import { refresh, type Acceptance } from './api';
import { Files } from './Files';

/** One acceptance with its documents; a withdrawn one stays, with who took it back and why. */
export function AcceptanceRow({ row, mayWithdraw }: { row: Acceptance; mayWithdraw: boolean }) {
  const { t } = useTranslation('projects');
  const [open, setOpen] = useState(false);
  const what = row.task ?? t('accept.project');
  const gone = row.withdrawn_at !== null;
  const toggle = () => { setOpen(!open); if (open) void refresh(); };
  const ask = () => confirm({
    title: t('withdraw.title', { what }), text: t(row.result === 'passed' ? 'withdraw.text' : 'withdraw.text_failed'), verb: t('withdraw.verb'), danger: true, reason: true,
    act: async (reason) => { await api.post(`/acceptances/${row.id}/withdraw`, { reason }); await refresh(); toast(t('done.withdrawn')); },
  });
  return (
    <li className={gone ? 'pl-gone' : undefined}>
      <div className="pl-row">
        <Status state={gone ? 'acceptance.withdrawn' : `acceptance.${row.result}`} /><span className="el">{what}</span>{row.note && <span className="t3 el">{row.note}</span>}<span className="sp" />
        {!gone && row.on_time === false && <span className="amber s13">{t('accept.late')}</span>}{!gone && row.on_time && <span className="green s13">{t('accept.on_time')}</span>}
        {row.planned_on && <span className="s13 t3">{t('accept.planned')}<DateText value={row.planned_on} /></span>}<DateText value={row.accepted_on} />
        {Files && <Button size="small" type="text" icon={<Paperclip size={14} />} aria-expanded={open} onClick={toggle}>{t('accept.files', { count: open ? 0 : row.files })}</Button>}
        {mayWithdraw && !gone && <Button size="small" onClick={ask}>{t('withdraw.open')}</Button>}
      </div>
      {gone && <p className="s13 t2 pl-why">{t('withdraw.by', { who: row.withdrawn_by, why: row.withdrawn_reason })} <DateText value={row.withdrawn_at} as="stamp" /></p>}
      {open && Files && <Suspense fallback={<Bone width="100%" height={96} />}><Files resource="projects.acceptance" objectId={row.id} /></Suspense>}
    </li>
  );
}
