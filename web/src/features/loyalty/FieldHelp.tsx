import { useTranslation } from 'react-i18next';
import { RailSection } from '@/ui';
import type { Asked, Trigger } from './keeping';

/** What an expression may ask, each with an example, and how one is written. */
export function FieldHelp({ trigger, client }: { trigger?: Trigger; client: readonly Asked[] }) {
  const { t } = useTranslation('loyalty');
  return (
    <div className="col g16 lo-help">
      {trigger && trigger.fields.length > 0 && <RailSection title={t('help.event')}><Fields items={trigger.fields} /></RailSection>}
      <RailSection title={t('help.client')}><Fields items={client} /></RailSection>
      <RailSection title={t('help.how')}>
        <ul className="col g4 s13 t2">
          {['amount >= 100000 and client_grade == \'AA\'', 'floor(amount / 10000) * 10', '\'重点客户\' in client_tags', 'd(accepted) <= d(due)'].map((one) => <li key={one}><code>{one}</code></li>)}
        </ul>
      </RailSection>
    </div>
  );
}

function Fields({ items }: { items: readonly Asked[] }) {
  const { t, i18n } = useTranslation('loyalty');
  const english = i18n.language.startsWith('en');
  return (
    <ul className="col g8 s13">
      {items.map((one) => <li key={one.name}><code>{one.name}</code> <span className="t3">{t(`type.${one.type}`)}</span><br /><span className="t2">{english ? one.en : one.zh}</span> {one.example && <span className="t3">{t('help.example', { value: one.example })}</span>}</li>)}
    </ul>
  );
}
