import { useTranslation } from 'react-i18next';
import { Status, type Column } from '@/ui';
import type { InterviewRow } from './api';

export function useColumns(): Column<InterviewRow>[] {
  const { t, i18n } = useTranslation('interviews');
  return [
    { key: 'template', title: t('col.template'), width: 180, render: (r) => (i18n.language.startsWith('en') ? r.template_en || r.template : r.template) },
    { key: 'client', title: t('col.client'), width: 260, grow: true, sort: true },
    { key: 'contact', title: t('col.contact'), width: 112 },
    { key: 'interviewer', title: t('col.interviewer'), width: 112, type: 'person' },
    { key: 'held_on', title: t('col.held_on'), width: 112, type: 'date', sort: true },
    { key: 'state', title: t('col.state'), width: 104, render: (r) => <Status state={`interview.${r.state}`} /> },
  ];
}
