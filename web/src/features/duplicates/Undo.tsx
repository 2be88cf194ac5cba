import './duplicates.css';
import { Button, Checkbox, Select } from 'antd';
import { Undo2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { Problem } from '@/api/problem';
import { Page, RecordGate, Section, toast } from '@/ui';
import { jobStarted } from '@/lib/jobs';
import { MergeRun } from './MergeRun';
import { undoMerge, useRefresh, useUndoLook, type UndoLook } from './api';

const BACK = '/duplicates/merges';

/** What taking a merge back would do: what returns, what was changed since, what came since and where it goes. */
export function Component() {
  const { id = '' } = useParams();
  const { t } = useTranslation('duplicates');
  return <RecordGate query={useUndoLook(id)} title={t('undo.title')} failed={t('undo.cannot')} back={{ to: BACK, label: t('merges') }}>{(look) => <Body look={look} />}</RecordGate>;
}

function Body({ look }: { look: UndoLook }) {
  const { t } = useTranslation('duplicates');
  const navigate = useNavigate();
  const refresh = useRefresh();
  const [setBack, setSetBack] = useState<string[]>([]);
  const [taken, setTaken] = useState<Record<string, string[]>>({});
  const [to, setTo] = useState(look.merged[0]?.id ?? '');
  const [busy, setBusy] = useState(false);
  const [job, setJob] = useState<string | null>(null);
  const names = look.merged.map((m) => m.name).join(t('sep'));
  const ended = async () => {
    toast(t('undo.done', { names }));
    await navigate(BACK);
    await refresh();
  };
  const stopped = (why: string) => {
    if (!why) return void ended();
    setJob(null);
    setBusy(false);
    toast({ text: why, tone: 'bad' });
  };
  const run = async () => {
    setBusy(true);
    try {
      const take = Object.entries(taken).filter(([, keys]) => keys.length > 0).map(([code, keys]) => ({ code, keys, client_id: to }));
      const made = await undoMerge(look.id, { set_back: setBack, take, reason: '' });
      if (made.state === 'undoing') { setJob(made.job_id); jobStarted(); } else await ended();
    } catch (failure) {
      toast({ text: Problem.from(failure).message, tone: 'bad' });
      setBusy(false);
    }
  };
  const named = look.added.filter((a) => a.rows.length > 0);
  return (
    <Page title={t('undo.of', { names })} back={{ to: BACK, label: t('merges') }}>
      <div className="dup-desk">
        <p>{t('undo.lead', { names, client: look.client })}</p>
        <Section title={t('undo.back')}>
          {look.back.length === 0 ? <p className="t2">{t('undo.only')}</p> : <ul className="dup-moves">{look.back.map((m) => <li key={m.code}><span className="t2">{m.label}</span><span className="num w6">{m.count}</span></li>)}</ul>}
        </Section>
        <Clashes look={look} chosen={setBack} onChange={setSetBack} />
        {look.added.length > 0 && (
          <Section title={t('undo.added')} note={t('undo.added_note', { client: look.client })}>
            {look.merged.length > 1 && named.length > 0 && <Select className="dup-to" value={to} onChange={setTo} options={look.merged.map((m) => ({ value: m.id, label: t('undo.to', { name: m.name }) }))} aria-label={t('undo.added')} />}
            {look.added.map((kind) => (
              <fieldset key={kind.code} className="dup-added">
                <legend className="s13 t2">{t('undo.kind', { label: kind.label, count: kind.count })}</legend>
                <Checkbox.Group value={taken[kind.code] ?? []} onChange={(keys) => setTaken({ ...taken, [kind.code]: keys })} options={kind.rows.map((r) => ({ value: r.key, label: r.title }))} />
                {kind.rows.length === 0 && <span className="t3 s13">{t('undo.stays')}</span>}
              </fieldset>
            ))}
          </Section>
        )}
      </div>
      <div className="foot dup-foot">{job ? <MergeRun jobId={job} undoing onEnd={stopped} /> : <span className="sp" />}<Button type="primary" icon={<Undo2 size={15} />} loading={busy} onClick={() => void run()}>{t('undo.verb', { count: look.merged.length })}</Button></div>
    </Page>
  );
}

/** What somebody changed since: it stays, unless the value of before is wanted. */
function Clashes({ look, chosen, onChange }: { look: UndoLook; chosen: string[]; onChange: (names: string[]) => void }) {
  const { t } = useTranslation('duplicates');
  if (look.clashes.length === 0) return <p className="t2">{t('undo.no_clash')}</p>;
  const toggle = (name: string, on: boolean) => onChange(on ? [...chosen, name] : chosen.filter((n) => n !== name));
  return (
    <Section title={t('undo.clashes')} note={t('undo.clashes_note')}>
      <table className="dup-cmp">
        <thead><tr><th scope="col">{t('cmp.field')}</th><th scope="col">{t('undo.now')}</th><th scope="col">{t('undo.before')}</th></tr></thead>
        <tbody>
          {look.clashes.map((c, place) => (
            <tr key={c.name || `${c.why}${place}`}>
              <th scope="row">{c.label}{c.of && ` · ${c.of}`}</th>
              {c.why === 'changed' ? (
                <>
                  <td data-label={t('undo.now')}>{c.now ?? '—'}</td>
                  <td data-label={t('undo.before')}><Checkbox checked={chosen.includes(c.name)} onChange={(e) => toggle(c.name, e.target.checked)} aria-label={t('undo.want', { label: c.label, value: c.before ?? t('cmp.nothing') })}>{c.before ?? '—'}</Checkbox></td>
                </>
              ) : <td colSpan={2} className="t2">{t(`undo.why.${c.why}`, { count: c.count, value: c.before ?? '' })}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}
