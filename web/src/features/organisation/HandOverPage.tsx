import './organisation.css';
import { Button, DatePicker, Select } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import { usePerson } from '@/features/accounts/api';
import { people } from '@/lib/sources';
import { jobStarted } from '@/lib/jobs';
import { ErrorState, Page, PageSkeleton, toast } from '@/ui';
import { useHandOvers, usePreview, useRefreshAll, type HandOver } from './api';

/** One leaves: what he holds by kind, who takes it, from which day his account is closed. Nothing happens before the button. */
export function Component() {
  const { id = '' } = useParams();
  const { t } = useTranslation('organisation');
  const navigate = useNavigate();
  const refresh = useRefreshAll();
  const person = usePerson(id);
  const before = useHandOvers(id);
  const [successor, setSuccessor] = useState('');
  const [overrides, setOverrides] = useState<Record<string, string>>({});
  const [day, setDay] = useState<Dayjs>(dayjs());
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<Problem | null>(null);
  const preview = usePreview(id, successor, overrides);
  const staff = useQuery({ queryKey: ['accounts.user', 'choices'], queryFn: ({ signal }) => people('', signal) });
  if (person.isPending || preview.isPending) return <PageSkeleton />;
  if (person.isError || (preview.isError && !preview.data)) return <Page title={t('ho.title')}><ErrorState title={t('ho.failed')} problem={Problem.from(person.error ?? preview.error)} onRetry={() => void preview.refetch()} /></Page>;
  const name = person.data.name;
  const choices = (staff.data ?? []).filter((p) => p.value !== id).map((p) => ({ value: p.value, label: p.note ? `${p.label} · ${p.note}` : p.label }));
  const search = { optionFilterProp: 'label' };
  const send = async () => {
    setBusy(true);
    setFailed(null);
    try {
      const made = await api.post<HandOver>(`/people/${id}/hand-overs`, { successor_id: successor, overrides, leaves_on: day.format('YYYY-MM-DD') });
      jobStarted();
      await refresh();
      toast(t(made.status === 'running' ? 'ho.running' : 'ho.done', { name, count: made.passed }));
      await navigate(`/people/${id}?tab=hand_over`);
    } catch (error) { setFailed(Problem.from(error)); } finally { setBusy(false); }
  };
  const kinds = preview.data?.kinds ?? [];
  const underWay = before.data?.some((h) => h.planned || h.status === 'running');
  return (
    <Page title={t('ho.of', { name })} back={{ to: `/people/${id}`, label: name }}>
      <div className="ho-page"><div className="ho-in">
        <p className="t2 mb12">{t('ho.text', { name })}</p>
        {underWay && <p className="notice" role="status">{t('ho.under_way')}</p>}
        <div className="ho-fields">
          <div className="field"><label htmlFor="ho-to">{t('ho.successor')}</label><Select id="ho-to" showSearch={search} value={successor || undefined} placeholder={t('ho.choose')} options={choices} loading={staff.isPending} onChange={(v: string) => setSuccessor(v)} /></div>
          <div className="field"><label htmlFor="ho-day">{t('ho.day')}</label><DatePicker id="ho-day" allowClear={false} value={day} minDate={dayjs()} onChange={(v: Dayjs | null) => v && setDay(v)} /><p className="help">{t('ho.day_help')}</p></div>
        </div>
        <h2 className="s16 w6">{preview.data && preview.data.total > 0 ? t('ho.holds', { name, count: preview.data.total }) : t('ho.nothing', { name })}</h2>
        {kinds.length > 0 && (
          <table className="ho-kinds">
            <thead><tr><th scope="col">{t('ho.kind')}</th><th scope="col" className="r">{t('ho.count')}</th><th scope="col" className="ho-names">{t('ho.names')}</th><th scope="col">{t('ho.to')}</th></tr></thead>
            <tbody>{kinds.map((k) => (
              <tr key={k.code}>
                <td>{k.label}</td><td className="r num">{k.count}</td>
                <td className="ho-names s13 t2">{k.names.length > 0 ? k.names.slice(0, 4).join(t('and')) + (k.count > 4 ? '…' : '') : <span className="t3">{t('ho.unseen')}</span>}</td>
                <td>{k.ends ? <span className="t2 s13">{t('ho.ends')}</span> : (
                  <>
                    <Select className="ho-pick" size="small" allowClear showSearch={search} aria-label={t('ho.to_of', { kind: k.label })} value={overrides[k.code]} placeholder={t('ho.same')} options={choices} onChange={(v: string | undefined) => setOverrides((old) => { const rest = Object.fromEntries(Object.entries(old).filter(([code]) => code !== k.code)); return v ? { ...rest, [k.code]: v } : rest; })} />
                    {!k.taker_sees && <p className="s13 amber">{t('ho.blind', { name: k.taker?.name })}</p>}
                  </>
                )}</td>
              </tr>
            ))}</tbody>
          </table>
        )}
        {preview.isError && <p className="red s13" role="alert">{Problem.from(preview.error).message}</p>}
        {failed && <p className="red s13 mb12" role="alert">{failed.message}</p>}
        <Button type="primary" danger loading={busy} disabled={!successor || underWay} onClick={() => void send()}>{t('ho.send', { count: preview.data?.total ?? 0 })}</Button>
        <p className="s13 t3 mt4">{t('ho.undoable')}</p>
      </div></div>
    </Page>
  );
}
