import { Button } from 'antd';
import { CalendarPlus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormDialog, NextSteps, Section, toast } from '@/ui';
import { update, useRefresh, type Opportunity } from './api';
import { sent } from './fields';

/** What is to be done next; when it is done, the next one is asked for at once. */
export function NextStepPanel({ one, mayUpdate }: { one: Opportunity; mayUpdate: boolean }) {
  const { t } = useTranslation('sales');
  const refresh = useRefresh();
  const [asking, setAsking] = useState<'plan' | 'done' | null>(null);
  const close = () => setAsking(null);
  return (
    <Section title={t('field.next_step')} action={mayUpdate && <Button type="text" size="small" icon={<CalendarPlus size={14} />} onClick={() => setAsking('plan')}>{one.next_step ? t('next.change') : t('next.plan')}</Button>}>
      <NextSteps
        items={one.next_step ? [{ id: one.id, text: one.next_step, due: one.next_step_on, person: one.owner?.name }] : []}
        onDone={mayUpdate ? () => setAsking('done') : undefined} empty={<span className="amber">{t('card.no_next_step')}</span>}
      />
      {asking && (
        <FormDialog<Opportunity>
          open title={asking === 'done' ? t('next.after', { step: one.next_step }) : t('next.plan')} submitText={t('next.save')} onCancel={close}
          initial={asking === 'done' ? { next_step: '', next_step_on: '' } : { next_step: one.next_step, next_step_on: one.next_step_on ?? '' }} version={one.version}
          fields={[
            { name: 'next_step', label: t('field.next_step'), type: 'text', maxLength: 200, help: t('help.next_step') },
            { name: 'next_step_on', label: t('field.next_step_on'), type: 'date', optional: true },
          ]}
          fromRecord={(now) => sent(now as Record<string, unknown>)}
          onSubmit={(values, { version }) => update(one.id, version, sent(values))}
          onDone={() => { close(); void refresh(); toast(t('done.saved')); }}
        />
      )}
    </Section>
  );
}
