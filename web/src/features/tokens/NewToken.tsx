import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { FormDialog } from '@/ui';
import { scopesOf, useOffers, useRefreshTokens, type Made } from './api';

const DAYS = [30, 90, 180, 365];

/** Name, purpose, what it may do, for how long. Who one is is asked once more when it is sent. */
export function NewToken({ onClose, onDone }: { onClose: () => void; onDone: (made: Made) => void }) {
  const { t, i18n } = useTranslation('tokens');
  const refresh = useRefreshTokens();
  const offers = useOffers(i18n.language).data;
  const rights = (offers?.items ?? []).flatMap((item) => item.actions.map((a) => ({ value: `${item.code}:${a.code}`, label: `${item.label}${t('colon')}${a.label}` })));
  return (
    <FormDialog<Made>
      open title={t('new')} initial={{ name: '', purpose: '', days: '90', rights: [] }} submitText={t('make')} onCancel={onClose}
      fields={[
        { name: 'name', label: t('field.name'), type: 'text', maxLength: 60, placeholder: t('example.name') },
        { name: 'purpose', label: t('field.purpose'), type: 'text', maxLength: 200, placeholder: t('example.purpose') },
        { name: 'rights', label: t('field.rights'), type: 'multichoice', choices: rights, help: t('help.rights') },
        { name: 'days', label: t('field.days'), type: 'choice', choices: DAYS.map((count) => ({ value: `${count}`, label: t('days', { count }) })), help: t('help.rate', { count: offers?.per_minute ?? 0 }) },
      ]}
      onSubmit={(values) => api.post('/tokens', { name: values.name, purpose: values.purpose, days: Number(values.days), scopes: scopesOf((values.rights as string[] | null) ?? []) })}
      onDone={(made) => { void refresh(); onDone(made); }}
    />
  );
}
