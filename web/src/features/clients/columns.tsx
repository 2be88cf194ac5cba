import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { isMasked } from '@/features/privacy/masks';
import { Reveal } from '@/features/privacy/Reveal';
import { phoneText } from '@/lib/phone';
import { Grade, Money, Monogram, ProgressBar, Status, Tag, type Column } from '@/ui';
import type { ClientRow } from './api';

const THIN = 60;

export function useClientColumns(): Column<ClientRow>[] {
  const { t } = useTranslation('clients');
  return useMemo<Column<ClientRow>[]>(
    () => [
      { key: 'name', title: t('col.name'), width: 252, sort: true, render: (c) => <span className="row g8 min0"><Monogram name={c.name} /><span className="el" title={c.name}>{c.name}</span></span> },
      { key: 'industry', title: t('col.industry'), width: 92, sort: true },
      { key: 'region', title: t('col.region'), width: 100, sort: true },
      { key: 'owner', title: t('col.owner'), width: 100, type: 'person' },
      { key: 'contracts', title: t('col.contracts'), width: 84, type: 'number', sort: true, render: (c) => c.contracts || <span className="t3">—</span> },
      { key: 'receivable', title: t('col.receivable'), width: 132, type: 'money', sort: true },
      {
        key: 'overdue', title: t('col.overdue'), width: 140, type: 'money', sort: true,
        render: (c) => c.overdue === '0.00'
          ? <span className="t3">—</span>
          : <span className="row g6 end"><span className="s12 t3 num">{t('days', { count: c.overdue_days })}</span><Money value={c.overdue} tone="red" /></span>,
      },
      { key: 'last_contact_at', title: t('col.last'), width: 116, type: 'ago', sort: true },
      {
        key: 'completeness', title: t('col.completeness'), width: 124, sort: true,
        render: (c) => <span className="row g8"><span className="w48"><ProgressBar value={c.completeness} label={t('col.completeness')} tone={c.completeness < THIN ? 'amber' : 'bar'} /></span><span className="num s13 t2">{c.completeness}%</span></span>,
      },
      { key: 'grade', title: t('col.grade'), width: 92, hidden: true, render: (c) => <Grade value={c.grade} /> },
      { key: 'state', title: t('col.state'), width: 100, hidden: true, render: (c) => <Status state={`client.${c.state}`} /> },
      { key: 'kind', title: t('col.kind'), width: 100, hidden: true, render: (c) => t(`kind.${c.kind}`) },
      { key: 'uscc', title: t('col.uscc'), width: 180, hidden: true },
      { key: 'phone', title: t('col.phone'), width: 140, hidden: true, render: (c) => (isMasked(c.phone) ? <Reveal resource="clients.client" id={c.id} field="phone" label={c.name} masked={c.phone} show={phoneText} /> : c.phone ? <span className="num">{phoneText(c.phone)}</span> : <span className="t3">—</span>) },
      { key: 'tags', title: t('col.tags'), width: 160, hidden: true, render: (c) => <span className="row g4">{c.tags.split('、').filter(Boolean).map((tag) => <Tag key={tag}>{tag}</Tag>)}</span> },
      { key: 'points', title: t('col.points'), width: 90, type: 'number', sort: true, hidden: true },
      { key: 'overdue_days', title: t('col.overdue_days'), width: 90, type: 'number', sort: true, hidden: true },
      { key: 'created_at', title: t('col.created'), width: 116, type: 'ago', sort: true, hidden: true },
    ],
    [t],
  );
}
