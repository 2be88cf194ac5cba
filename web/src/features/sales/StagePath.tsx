import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Problem } from '@/api/problem';
import { useCan } from '@/app/session';
import { DateText, Glyph, Section, toast } from '@/ui';
import { move, useRefresh, type Opportunity, type Stage } from './api';
import { stageName } from './words';

const DAY_S = 86_400;

/** The stages as steps, with how long it stood in each; pressing one moves it there. */
export function StagePath({ one, stages, movable }: { one: Opportunity; stages: Stage[]; movable: boolean }) {
  const { t, i18n } = useTranslation('sales');
  const refresh = useRefresh();
  const mayDraft = useCan('contracts.contract', 'create');
  const [busy, setBusy] = useState('');
  const [fault, setFault] = useState<Problem | null>(null);
  const at = stages.findIndex((s) => s.id === one.stage.id);
  const stayed = (id: string) => Math.round(one.changes.filter((c) => c.from_stage_id === id).reduce((sum, c) => sum + c.stayed_seconds, 0) / DAY_S);
  const entered = (id: string) => one.changes.filter((c) => c.to_stage_id === id && c.what !== 'lost').at(-1)?.at;

  const go = async (stage: Stage) => {
    setBusy(stage.id);
    setFault(null);
    try {
      const now = await move(one, stage.id, null);
      const undo = async () => { await move(now, one.stage.id, null).catch((e: unknown) => setFault(Problem.from(e))); await refresh(); };
      toast({ text: t('done.moved', { title: one.title, stage: stageName(stage, i18n.language) }), undo });
    } catch (error) {
      setFault(Problem.from(error));
    }
    setBusy('');
    await refresh();
  };
  return (
    <Section title={t('stages.path')} note={one.stay_days !== null && <span className={one.alarms.includes('stay') ? 'amber' : undefined}>{t('card.stay', { count: one.stay_days })}</span>}>
      <ol className="spath">
        {stages.map((s, i) => {
          const now = i === at;
          const past = i < at || (now && one.status === 'won');
          const words = <><Glyph kind={past ? 'done' : now ? 'half' : 'todo'} /><span className="el">{stageName(s, i18n.language)}</span></>;
          const when = entered(s.id);
          return (
            <li key={s.id} className={now ? 'now' : undefined} aria-current={now ? 'step' : undefined}>
              {movable && !now
                ? <button type="button" disabled={busy !== ''} aria-label={t('move_to', { stage: stageName(s, i18n.language) })} onClick={() => void go(s)}>{words}</button>
                : <span className="row g6">{words}</span>}
              <span className="s12 t3 num">{when ? <><DateText value={when} />{!now && stayed(s.id) > 0 && t('stages.stayed', { count: stayed(s.id) })}</> : '—'}</span>
            </li>
          );
        })}
      </ol>
      {fault && (
        <p role="alert" className="red mt8">
          {fault.detail || t('move_failed', { title: one.title })} {fault.code === 'contract_needed' && mayDraft && <Link className="inline-link" to={`/contracts/new?opportunity=${one.id}`}>{t('draft_contract')}</Link>}
        </p>
      )}
    </Section>
  );
}
