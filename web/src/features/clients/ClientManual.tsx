import './manual.css';
import { Button } from 'antd';
import { Printer } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Problem } from '@/api/problem';
import { useMe } from '@/app/session';
import { useDefinition, type Definition, type FieldDef } from '@/features/forms/api';
import { meaningOf, nameOf, ruleOf, wordOf } from '@/features/forms/words';
import { today } from '@/lib/dates';
import { Bone, DateText, ErrorState, Page } from '@/ui';
import { CLIENT } from './api';

/** 《客户建档标准手册》: made from the definitions, so it is never out of date; printed, or saved as PDF, by the browser. */
export function Component() {
  const { t } = useTranslation('clients');
  const definition = useDefinition(CLIENT);
  return (
    <Page title={t('manual.title')} back={{ to: '/clients', label: t('title') }} actions={<Button icon={<Printer size={15} />} onClick={() => window.print()}>{t('manual.print')}</Button>}>
      {definition.isPending && <div className="pad"><Bone width="100%" height={420} /></div>}
      {definition.isError && <ErrorState title={t('manual.failed')} problem={Problem.from(definition.error)} onRetry={() => void definition.refetch()} />}
      {definition.data && <Manual definition={definition.data} />}
    </Page>
  );
}

function Manual({ definition }: { definition: Definition }) {
  const { t, i18n } = useTranslation('clients');
  const me = useMe();
  const parts = definition.sections.map((s) => ({ ...s, fields: [...definition.columns, ...definition.fields].filter((f) => f.section === s.value && !f.removed) })).filter((s) => s.fields.length > 0);
  return (
    // What scrolls must be reachable by the keyboard.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <article className="manual" tabIndex={0} aria-label={t('manual.name')}>
      <h2 className="s20 w6 m-title">{t('manual.name')}</h2>
      <p className="s13 t2 mt4 row wrap g16"><span>{me.company.name}</span><span>{t('manual.version', { number: definition.number })}</span><DateText value={today()} /></p>
      <p className="mt12">{t('manual.text')}</p>
      {parts.map((part, i) => (
        <section key={part.value} className="mt20">
          <h3 className="s16 w6 row g8"><span className="num">{i + 1}</span>{wordOf(part, i18n.language)}</h3>
          <table>
            <colgroup><col className="m-name" /><col className="m-type" /><col /><col /><col className="m-need" /></colgroup>
            <thead><tr><th>{t('manual.field')}</th><th>{t('manual.type')}</th><th>{t('manual.meaning')}</th><th>{t('manual.rule')}</th><th>{t('manual.required')}</th></tr></thead>
            <tbody>{part.fields.map((f) => <Row key={f.key} field={f} kinds={definition.kinds} />)}</tbody>
          </table>
        </section>
      ))}
    </article>
  );
}

function Row({ field, kinds }: { field: FieldDef; kinds: Definition['kinds'] }) {
  const { t, i18n } = useTranslation('clients');
  const { t: form } = useTranslation('forms');
  const needed = field.required ? t('manual.all') : field.required_for.map((k) => { const found = kinds.find((c) => c.value === k); return found ? wordOf(found, i18n.language) : k; }).join(form('and'));
  const choices = field.choices.map((c) => wordOf(c, i18n.language)).join(form('and'));
  return (
    <tr>
      <th scope="row">{nameOf(field, i18n.language)}</th>
      <td data-label={t('manual.type')}>{form(`type.${field.type}`)}</td>
      <td data-label={t('manual.meaning')}>{meaningOf(field, i18n.language)}{choices && <span className="t2 s13 m-choices">{choices}</span>}</td>
      <td data-label={t('manual.rule')}>{ruleOf(field, i18n.language) || <span className="t3">—</span>}</td>
      <td data-label={t('manual.required')}>{needed || <span className="t3">{t('manual.optional')}</span>}</td>
    </tr>
  );
}
