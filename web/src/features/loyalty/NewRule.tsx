import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { FormDialog, type Field } from '@/ui';
import { useRefreshAny } from '@/lib/refresh';
import { RULE, useTriggers, type Rule } from './keeping';

interface Props { onClose: () => void; onDone: (id: string) => void }

/** What a new rule is about; the rest is written in its form. */
export function NewRule({ onClose, onDone }: Props) {
  const { t, i18n } = useTranslation('loyalty');
  const refresh = useRefreshAny();
  const english = i18n.language.startsWith('en');
  const triggers = useTriggers().data?.items ?? [];
  const choices = triggers.map((one) => ({ value: one.code, label: `${english ? one.en : one.zh}${one.there ? '' : t('rule.absent_note')}` }));
  const fields: Field[] = [
    { name: 'zh', label: t('rule.name'), type: 'text', maxLength: 60 },
    { name: 'on', label: t('rule.on'), type: 'choice', choices, help: t('rule.on_help') },
    { name: 'code', label: t('rule.code'), type: 'text', maxLength: 40, help: t('rule.code_help'), validate: (v) => (/^[a-z][a-z0-9_]{1,39}$/.test(String(v)) ? undefined : t('rule.code_help')) },
  ];
  return (
    <FormDialog<Rule>
      open title={t('rule.new')} fields={fields} initial={{ zh: '', on: '', code: '' }} submitText={t('rule.draft')} onCancel={onClose}
      onSubmit={(v, { idempotencyKey }) => api.post<Rule>('/points/rules', v, { idempotencyKey })}
      onDone={(made) => { void refresh(RULE); onDone(made.id); }}
    />
  );
}
