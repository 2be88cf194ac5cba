import { Input, InputNumber, Segmented, Select } from 'antd';
import { useDeferredValue } from 'react';
import { useTranslation } from 'react-i18next';
import { Section } from '@/ui';
import { useListMeta } from '@/ui/table/data';
import { count } from './Points';
import { FieldHelp } from './FieldHelp';
import { useCheck, useTriggers, type Body, type Rule } from './keeping';
import { RuleTable } from './RuleTable';

const GRADES = ['AAA', 'AA', 'A', 'B', 'C', 'D'].map((g) => ({ value: g, label: g }));
const PERS = ['event', 'month', 'total'] as const;
const NONE: never[] = [];

interface Props { rule: Rule; body: Body; onChange?: (body: Body) => void }

/** What a version says: whom it is for, when it counts, how much it gives, its limits; checked while it is written. */
export function RuleForm({ rule, body, onChange }: Props) {
  const { t, i18n } = useTranslation('loyalty');
  const english = i18n.language.startsWith('en');
  const triggers = useTriggers().data;
  const trigger = triggers?.items.find((one) => one.code === rule.on);
  const check = useCheck(rule.on, useDeferredValue(body)).data;
  const fault = (field: string) => check?.faults.filter((f) => f.field === field).map((f) => <p key={f.message} className="s13 red" role="alert">{f.message}</p>);
  const locked = !onChange;
  const set = (patch: Partial<Body>) => onChange?.({ ...body, ...patch });
  const fields = [...(trigger?.fields ?? NONE), ...(triggers?.client ?? NONE)];
  const cap = (per: (typeof PERS)[number]) => body.caps?.find((c) => c.per === per)?.points ?? null;
  const setCap = (per: (typeof PERS)[number], points: number | null) => set({ caps: [...(body.caps ?? []).filter((c) => c.per !== per), ...(points === null ? [] : [{ per, points }])] });
  return (
    <div className="lo-form">
      <div className="col g24">
        <Section title={t('form.about')} action={<Segmented size="small" disabled={locked} value={body.to ?? 'client'} aria-label={t('form.to')} options={[{ value: 'client', label: t('form.to_client') }, { value: 'contact', label: t('form.to_contact') }]} onChange={(to) => set({ to: to as Body['to'] })} />}><p>{trigger && (english ? trigger.en : trigger.zh)}</p>{body.to === 'contact' && <p className="s13 t3">{t('form.to_note')}</p>}</Section>
        <Who body={body} set={onChange && ((who) => set({ who }))} />
        <Section title={t('form.when')} note={t('form.when_note')}>
          <Input.TextArea aria-label={t('form.when')} autoSize className="lo-code" readOnly={locked} maxLength={500} value={body.when} placeholder={t('form.always')} onChange={(e) => set({ when: e.target.value })} />
          {fault('when')}
        </Section>
        <Section
          title={t('form.points')}
          action={!locked && <Segmented size="small" value={body.table ? 'table' : 'one'} aria-label={t('form.points')} options={[{ value: 'one', label: t('form.one') }, { value: 'table', label: t('form.table') }]} onChange={(v) => set({ table: v === 'table' ? [{ cells: [], points: body.points || '0' }] : null })} />}
        >
          {body.table ? <RuleTable fields={fields} rows={body.table} onChange={onChange && ((table) => set({ table }))} /> : <Input aria-label={t('form.points')} className="lo-code" readOnly={locked} maxLength={500} value={body.points} placeholder="floor(amount / 10000) * 10" onChange={(e) => set({ points: e.target.value })} />}
          {fault('points')}{fault('table')}
          {check && check.faults.length === 0 && <p className="s13 t2 mt8" role="status">{check.gives === null ? t('form.gives_nothing') : t('form.gives', { points: count(check.gives) })}</p>}
        </Section>
        <Section title={t('form.limits')} note={t('form.limits_note')}>
          <div className="row g16 wrap">
            {PERS.map((per) => <label key={per} className="col g4"><span className="lbl">{t(`form.cap.${per}`)}</span><InputNumber min={0} precision={0} disabled={locked} value={cap(per)} placeholder={t('form.no_limit')} onChange={(v) => setCap(per, v)} /></label>)}
            <label className="col g4"><span className="lbl">{t('form.months')}</span><InputNumber min={1} max={240} precision={0} disabled={locked} value={body.months ?? null} placeholder={t('form.never')} onChange={(v) => set({ months: v })} /></label>
            <label className="col g4"><span className="lbl">{t('form.group')}</span><Input maxLength={40} disabled={locked} value={body.group} placeholder={t('form.no_group')} onChange={(e) => set({ group: e.target.value })} /></label>
          </div>
          {fault('caps')}
        </Section>
      </div>
      <FieldHelp trigger={trigger} client={triggers?.client ?? NONE} />
    </div>
  );
}

type Whom = NonNullable<Body['who']>;

/** Segments, tags, grades, regions and kinds of clients, as the list of clients knows them; empty is all. */
function Who({ body, set }: { body: Body; set?: (who: Whom) => void }) {
  const { t } = useTranslation('loyalty');
  const meta = useListMeta('clients').data;
  const options = (key: string) => meta?.filters.find((f) => f.key === key)?.choices?.map((c) => ({ value: c.value, label: c.label })) ?? [];
  const who = body.who ?? {};
  const one = (key: keyof Whom, choices: { value: string; label: string }[], mode: 'multiple' | 'tags' = 'multiple') => (
    <label className="col g4"><span className="lbl">{t(`who.${key}`)}</span>
      <Select<string[]> mode={mode} className="lo-who" disabled={!set} value={(who[key] ?? []) as string[]} options={choices} placeholder={t('who.all')} optionFilterProp="label" aria-label={t(`who.${key}`)} onChange={(v) => set?.({ ...who, [key]: v } as Whom)} />
    </label>
  );
  return (
    <Section title={t('form.who')} note={t('form.who_note')}>
      <div className="lo-whom">{one('segments', options('segment'))}{one('tags', options('tag'), 'tags')}{one('grades', GRADES)}{one('regions', options('region'))}{one('kinds', options('kind'))}</div>
    </Section>
  );
}
