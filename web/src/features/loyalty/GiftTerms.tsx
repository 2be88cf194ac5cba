import { useQuery } from '@tanstack/react-query';
import { Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import type { Schema } from '@/api/types';
import { useCan } from '@/app/session';
import { useRefreshAny } from '@/lib/refresh';
import { Details, ErrorState, FormDialog, RecordSkeleton, toast, type Field } from '@/ui';
import { GIFT } from './keeping';

type Terms = Schema<'PointsGiftTermsOut'>;
const NUMBERS = ['most_gift', 'most_month', 'answer_days', 'after_receiving', 'after_joining'] as const;

/** Whether clients may give each other points, and what binds them. */
export function GiftTermsDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('loyalty');
  const may = useCan(GIFT, 'set');
  const refresh = useRefreshAny();
  const query = useQuery({ queryKey: [GIFT, 'terms'], queryFn: ({ signal }) => api.get<Terms>('/points/gift-terms', { signal }) });
  const title = t('gift.terms');
  if (!query.data || !may) {
    return (
      <Modal open title={title} footer={null} onCancel={onClose}>
        {query.isPending && <RecordSkeleton />}
        {query.isError && <ErrorState title={t('gift.terms_failed')} problem={Problem.from(query.error)} onRetry={() => void query.refetch()} />}
        {query.data && <Told terms={query.data} />}
      </Modal>
    );
  }
  const { version, allowed, only_primary, most_gift, most_month, answer_days, after_receiving, after_joining } = query.data;
  const fields: Field[] = [
    { name: 'allowed', label: t('gift.term.allowed'), type: 'switch' },
    ...NUMBERS.map((name): Field => ({ name, label: t(`gift.term.${name}`), type: 'integer', min: name.startsWith('after') ? 0 : 1, max: name.startsWith('most') ? 1_000_000_000 : name === 'answer_days' ? 90 : 365 })),
    { name: 'only_primary', label: t('gift.term.only_primary'), type: 'switch' },
  ];
  return (
    <FormDialog<Terms>
      open draft="" title={title} fields={fields} version={version} submitText={t('gift.save')} onCancel={onClose}
      initial={{ allowed, most_gift, most_month, answer_days, after_receiving, after_joining, only_primary }}
      onSubmit={(values, { version: read }) => api.put<Terms>('/points/gift-terms', values, { version: read })}
      onDone={() => { onClose(); void refresh(GIFT); toast(t('gift.saved')); }}
    />
  );
}

function Told({ terms }: { terms: Terms }) {
  const { t } = useTranslation('loyalty');
  const said = (yes: boolean) => t(yes ? 'gift.yes' : 'gift.no');
  return <Details items={[{ label: t('gift.term.allowed'), value: said(terms.allowed) }, ...NUMBERS.map((name) => ({ label: t(`gift.term.${name}`), value: <span className="num">{terms[name]}</span> })), { label: t('gift.term.only_primary'), value: said(terms.only_primary) }]} />;
}
