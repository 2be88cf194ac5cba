import { Button, Switch } from 'antd';
import { ArrowLeft, ArrowRight, ChevronDown, ChevronRight } from 'lucide-react';
import { Fragment, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '@/api/problem';
import { setRules, useRefresh, type Batch, type CleanRule } from './api';
import type { Step } from './ImportPage';

/** What was tidied without asking: each rule with a switch, what it does, how often, and cells before and after. */
export function CleanStep({ batch, go }: { batch: Batch; go: (to: Step) => void }) {
  const { t } = useTranslation('imports');
  const refresh = useRefresh();
  const [off, setOff] = useState<ReadonlySet<string>>(() => new Set(batch.rules.filter((r) => !r.on).map((r) => r.code)));
  const [open, setOpen] = useState<ReadonlySet<string>>(() => new Set(batch.rules.filter((r) => r.samples.length > 0).slice(0, 3).map((r) => r.code)));
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<Problem | null>(null);
  const n = (value: number) => value.toLocaleString('en');
  const cells = batch.rules.reduce((sum, rule) => sum + rule.count, 0);
  const may = batch.status === 'review';
  const changed = batch.rules.some((r) => r.on === off.has(r.code));
  const flip = (set: ReadonlySet<string>, code: string) => { const next = new Set(set); if (!next.delete(code)) next.add(code); return next; };
  const again = async () => {
    setBusy(true);
    setFailed(null);
    try { await setRules(batch, [...off]); await refresh(); } catch (error) { setFailed(Problem.from(error)); } finally { setBusy(false); }
  };
  const used = batch.rules.filter((r) => r.count > 0 || !r.on);
  const idle = batch.rules.filter((r) => r.count === 0 && r.on);
  const line = (rule: CleanRule) => (
    <RuleLines
      key={rule.code} rule={rule} on={!off.has(rule.code)} open={open.has(rule.code)} disabled={!may || busy} several={batch.sheets.filter((s) => s.included).length > 1}
      onSwitch={() => setOff((o) => flip(o, rule.code))} onOpen={() => setOpen((o) => flip(o, rule.code))}
    />
  );
  return (
    <>
      <div className="imp-scroll">
        <div className="imp-head"><div><h2 className="s16 w6">{cells > 0 ? t('clean.title', { count: cells, shown: n(cells) }) : t('clean.nothing')}</h2><p className="s13 t3">{t('clean.text')}</p></div></div>
        {failed && <p className="imp-alert" role="alert">{failed.detail || t('failed')}</p>}
        <ul className="imp-rules">{used.map(line)}</ul>
        {idle.length > 0 && <><h3 className="s12 t3 imp-idle">{t('clean.idle')}</h3><ul className="imp-rules">{idle.map(line)}</ul></>}
      </div>
      <div className="foot imp-foot">
        <span className="imp-source el t3">{changed ? t('clean.changed') : batch.filename}</span><span className="sp" />
        {may && <Button icon={<ArrowLeft size={15} />} onClick={() => go('columns')}>{t('back')}</Button>}
        {changed
          ? <Button type="primary" loading={busy} onClick={() => void again()}>{t('clean.again', { count: batch.counts.total, shown: n(batch.counts.total) })}</Button>
          : <Button type="primary" onClick={() => go('check')}>{t('clean.next', { count: batch.counts.total, shown: n(batch.counts.total) })}<ArrowRight size={15} aria-hidden /></Button>}
      </div>
    </>
  );
}

interface LineProps { rule: CleanRule; on: boolean; open: boolean; disabled: boolean; several: boolean; onSwitch: () => void; onOpen: () => void }

function RuleLines({ rule, on, open, disabled, several, onSwitch, onOpen }: LineProps) {
  const { t } = useTranslation('imports');
  const shown = open && rule.samples.length > 0;
  const Chevron = shown ? ChevronDown : ChevronRight;
  return (
    <li className={on ? '' : 'off'}>
      <div className="line">
        <Switch size="small" checked={on} disabled={disabled} onChange={onSwitch} aria-label={rule.title} />
        <span className="what"><span>{rule.title}</span><span className="s13 t3 eg"><span className="num">{rule.before}</span> → <span className="num">{rule.after || t('row.empty')}</span></span></span>
        {rule.samples.length > 0
          ? <button type="button" className="linkish num" aria-expanded={shown} onClick={onOpen}>{t('clean.cells', { count: rule.count, shown: rule.count.toLocaleString('en') })}<Chevron size={15} aria-hidden /></button>
          : <span className="t3 num">{rule.count > 0 ? t('clean.cells', { count: rule.count, shown: rule.count.toLocaleString('en') }) : '—'}</span>}
      </div>
      {shown && (
        <dl className="eg-rows s13">
          {rule.samples.map((s) => (
            <Fragment key={`${s.sheet}:${s.row}:${s.label}`}>
              <dt className="t3">{several && `${s.sheet} `}{t('clean.row', { row: s.row })} · {s.label}</dt>
              <dd><span className="was num">{s.before}</span><ArrowRight size={13} aria-hidden /><span className="sr">{t('clean.becomes')}</span><span className="num">{s.after || <span className="t3">{t('row.empty')}</span>}</span></dd>
            </Fragment>
          ))}
        </dl>
      )}
    </li>
  );
}
