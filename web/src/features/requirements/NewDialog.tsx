import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { FormDialog, toast } from '@/ui';
import { useRefresh, type Part, type Specification } from './api';
import { BLANK, partFields, PATHS, sent } from './fields';

/** A new item of a part; the draft is kept for each specification. */
export function NewDialog({ spec, part, onClose }: { spec: Specification; part: Part; onClose: () => void }) {
  const { t } = useTranslation('requirements');
  const refresh = useRefresh();
  return (
    <FormDialog<{ number: string }>
      open title={t(`new.${part}`)} draft={`requirements:${spec.id}:${part}`} fields={partFields(t, spec, part)} initial={BLANK[part]} submitText={t(`new.${part}`)} onCancel={onClose}
      onSubmit={(values, { idempotencyKey }) => api.post<{ number: string }>(`/specifications/${spec.id}/${PATHS[part]}`, sent(values), { idempotencyKey })}
      onDone={(made) => { onClose(); void refresh(); toast(t('done.made', { number: made.number })); }}
    />
  );
}
