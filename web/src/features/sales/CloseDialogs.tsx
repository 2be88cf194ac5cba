import { useTranslation } from 'react-i18next';
import { today } from '@/lib/dates';
import { FormDialog } from '@/ui';
import { kickoff, lose, LOST_REASONS, type Opportunity } from './api';

interface Props { one: { id: string; version: number; title: string; competitor: string }; onClose: () => void; onDone: (now: Opportunity) => void }

export function LoseDialog({ one, onClose, onDone }: Props) {
  const { t } = useTranslation('sales');
  return (
    <FormDialog<Opportunity>
      open title={t('lose.title', { title: one.title })} submitText={t('lose.submit')} onCancel={onClose} initial={{ reason: '', text: '', competitor: one.competitor }}
      fields={[
        { name: 'reason', label: t('lose.reason'), type: 'choice', choices: LOST_REASONS.map((r) => ({ value: r, label: t(`reason.${r}`) })) },
        { name: 'competitor', label: t('field.competitor'), type: 'text', optional: true, maxLength: 80, visible: (v) => v.reason === 'competitor' || v.reason === 'price' },
        { name: 'text', label: t('lose.text'), type: 'textarea', optional: true, maxLength: 500, visible: (v) => v.reason !== 'other' },
        { name: 'text', label: t('lose.what'), type: 'textarea', maxLength: 500, visible: (v) => v.reason === 'other' },
      ]}
      onSubmit={(v) => lose(one, { reason: v.reason, text: v.text ?? '', competitor: v.competitor ?? '' })}
      onDone={(now) => { onClose(); onDone(now); }}
    />
  );
}

/** Won is: the kick-off was held. */
export function WinDialog({ one, onClose, onDone }: Props) {
  const { t } = useTranslation('sales');
  return (
    <FormDialog<Opportunity>
      open title={t('win.title', { title: one.title })} submitText={t('win.submit')} onCancel={onClose} initial={{ held_on: today() }}
      fields={[{ name: 'held_on', label: t('win.held_on'), type: 'date', help: t('win.help') }]}
      onSubmit={(v) => kickoff(one, String(v.held_on))}
      onDone={(now) => { onClose(); onDone(now); }}
    />
  );
}
