import { InputNumber } from 'antd';
import { useTranslation } from 'react-i18next';
import { Grade, Section } from '@/ui';
import type { LineCode, Rule, RuleBody } from './credit';

interface LinesProps { rule: Rule; body: RuleBody; onChange?: (body: RuleBody) => void }

const most = (table: RuleBody['lines'][LineCode]) => Math.max(table.beyond, ...table.steps.map((s) => s[1] ?? 0));

/** Each line with its steps: up to this value, these points. */
export function RuleLines({ rule, body, onChange }: LinesProps) {
  const { t, i18n } = useTranslation('care');
  const whole = rule.lines.reduce((sum, l) => sum + most(body.lines[l.code]), 0);
  const set = (code: LineCode, at: number, place: 0 | 1, value: number | null) => {
    const table = body.lines[code];
    const steps = table.steps.map((s, i) => (i === at ? [place === 0 ? value ?? 0 : s[0] ?? 0, place === 1 ? value ?? 0 : s[1] ?? 0] : s));
    onChange?.({ ...body, lines: { ...body.lines, [code]: at === table.steps.length ? { ...table, beyond: value ?? 0 } : { ...table, steps } } });
  };
  return (
    <Section title={t('rules.lines')} note={<span className={whole === 100 ? undefined : 'red'}>{t('rules.whole', { whole })}</span>}>
      <label className="row g8 mb8 s13"><span className="t2">{t('rules.window')}</span>{onChange ? <InputNumber size="small" min={6} max={120} precision={0} value={body.window_months} onChange={(v) => onChange({ ...body, window_months: v ?? 6 })} /> : <b className="num">{body.window_months}</b>}<span className="t2">{t('rules.months')}</span></label>
      <div className="ca-lines">
        {rule.lines.map((l) => {
          const table = body.lines[l.code];
          const name = i18n.language.startsWith('en') ? l.en : l.zh;
          return (
            <fieldset key={l.code}>
              <legend>{name}<span className="s12 t3"> {t('rules.most', { points: most(table) })}</span></legend>
              {[...table.steps, null].map((step, i) => (
                <div key={i} className="row g6 s13">
                  <span className="ca-upto">{step ? <>{t('rules.upto')} <Num value={step[0] ?? 0} label={t('rules.upto_label', { name, n: i + 1 })} onChange={onChange && ((v) => set(l.code, i, 0, v))} max={100_000} /> {t(`unit.${l.unit}`)}</> : t('rules.beyond')}</span>
                  <Num value={step ? step[1] ?? 0 : table.beyond} label={t('rules.points_label', { name, n: i + 1 })} onChange={onChange && ((v) => set(l.code, i, 1, v))} max={100} /><span className="t3">{t('rules.points')}</span>
                </div>
              ))}
            </fieldset>
          );
        })}
      </div>
    </Section>
  );
}

function Num({ value, label, onChange, max }: { value: number; label: string; onChange?: (v: number | null) => void; max: number }) {
  return onChange ? <InputNumber size="small" className="ca-num" controls={false} min={0} max={max} precision={0} value={value} aria-label={label} onChange={onChange} /> : <b className="num">{value}</b>;
}

type Band = RuleBody['grades'][number];

/** From how many points a grade begins, and the terms that it suggests. Caps are in 万元. */
export function RuleBands({ body, onChange }: { body: RuleBody; onChange?: (body: RuleBody) => void }) {
  const { t } = useTranslation('care');
  const set = (at: number, patch: Partial<Band>) => onChange?.({ ...body, grades: body.grades.map((b, i) => (i === at ? { ...b, ...patch } : b)) });
  const cell = (band: Band, at: number, key: 'least' | 'advance' | 'limit_share' | 'days', max: number) => (
    <td><Num value={band[key]} max={max} label={`${band.grade} ${t(`band.${key}`)}`} onChange={onChange && ((v) => set(at, { [key]: v ?? 0 }))} /></td>
  );
  return (
    <Section title={t('band.title')} note={t('band.note')}>
      <table className="ca-table">
        <thead><tr><th>{t('credit.grade')}</th><th>{t('band.least')}</th><th>{t('band.advance')}</th><th>{t('band.limit_share')}</th><th>{t('band.limit_cap')}</th><th>{t('band.days')}</th></tr></thead>
        <tbody>
          {body.grades.map((band, i) => (
            <tr key={band.grade}>
              <td><Grade value={band.grade} /></td>
              {cell(band, i, 'least', 100)}{cell(band, i, 'advance', 100)}{cell(band, i, 'limit_share', 500)}
              <td>{onChange ? <Num value={Math.round(band.limit_cap / 1_000_000)} max={1_000_000} label={`${band.grade} ${t('band.limit_cap')}`} onChange={(v) => set(i, { limit_cap: (v ?? 0) * 1_000_000 })} /> : <b className="num">{Math.round(band.limit_cap / 1_000_000).toLocaleString('en')}</b>}</td>
              {cell(band, i, 'days', 730)}
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}
