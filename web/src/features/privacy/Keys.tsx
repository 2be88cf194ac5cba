import './privacy.css';
import { Button } from 'antd';
import { RotateCw } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import { useCan } from '@/app/session';
import { Bone, confirm, DateText, ErrorState, Page, ProgressBar, Section, Status, toast } from '@/ui';
import { KEYS, useKeys, useLost, useRefresh, type KeysPage, type Rotation } from './api';

/** The keys of secret columns: how much is under each, a change of key and how far it is. */
export function Component() {
  const { t } = useTranslation('privacy');
  const keys = useKeys();
  const data = keys.data;
  return (
    <Page title={t('keys.title')}>
      {keys.isPending && <div className="pad col g16" aria-hidden><Bone height={64} /><Bone height={64} /></div>}
      {keys.isError && !data && <ErrorState title={t('failed')} problem={Problem.from(keys.error)} onRetry={() => void keys.refetch()} />}
      {data && (
        <div className="pv-body">
          <p className="t2">{t('keys.text', { cipher: t(`keys.cipher.${data.cipher}`) })}</p>
          <div className="pv-block" role="note"><b>{t('keys.backup')}</b><p className="s13 mt8">{t('keys.backup_text', { folder: data.folder })}</p></div>
          {data.missing.length > 0 && <div className="pv-block" role="alert"><b className="red">{t('keys.missing')}</b>{data.missing.map((m) => <p key={m.id} className="s13 mt8">{t('keys.missing_one', { key: m.id, count: m.values })}</p>)}</div>}
          {data.rings.map((r) => <Ring key={r.ring} ring={r} data={data} />)}
          <Rotations rows={data.rotations} />
          <Check />
        </div>
      )}
    </Page>
  );
}

function Ring({ ring: { ring, keys }, data }: { ring: KeysPage['rings'][number]; data: KeysPage }) {
  const { t } = useTranslation('privacy');
  const refresh = useRefresh();
  const may = useCan(KEYS, 'rotate');
  const running = data.rotations.some((r) => r.ring === ring && r.state === 'running');
  const rotate = () => confirm({
    title: t(`keys.rotate_${ring}`), text: t('keys.rotate_text'), verb: t('keys.rotate'),
    act: async () => { await api.post('/keys/rotate', { ring }); toast(t('keys.begun')); await refresh(); },
  });
  const retire = (id: string) => confirm({
    title: t('keys.retire_title', { key: id }), text: t('keys.retire_text'), verb: t('keys.retire'),
    act: async () => { await api.post('/keys/retire', { ring, key_id: id }); toast(t('keys.retired_done', { key: id })); await refresh(); },
  });
  const gone = data.retired.filter((k) => k.ring === ring).map((k) => k.id);
  return (
    <Section title={t(`keys.ring.${ring}`)} action={may && <Button size="small" icon={<RotateCw size={14} />} disabled={running} onClick={rotate}>{t('keys.rotate')}</Button>}>
      <ul className="pv-list">
        {keys.map((k) => (
          <li key={k.id}>
            <b className="num">{k.id}</b><Status state={k.writes ? 'step.done' : 'step.open'}>{t(k.writes ? 'keys.writes' : 'keys.reads')}</Status>
            <span className="grow s13 t2">{k.values !== null && t('keys.values', { count: k.values })}{k.sm4 > 0 && ` · SM4 ${k.sm4}`}</span>
            {may && !k.writes && <Button size="small" disabled={running || Boolean(k.values)} onClick={() => retire(k.id)}>{t('keys.retire')}</Button>}
          </li>
        ))}
      </ul>
      {gone.length > 0 && <p className="s13 t3 mt8">{t('keys.retired', { keys: gone.join(', ') })}</p>}
    </Section>
  );
}

function Rotations({ rows }: { rows: Rotation[] }) {
  const { t } = useTranslation('privacy');
  const refresh = useRefresh();
  const may = useCan(KEYS, 'rotate');
  if (rows.length === 0) return null;
  const go = async (id: string) => {
    try {
      await api.post(`/keys/rotations/${id}/continue`);
      await refresh();
    } catch (failure) { toast({ text: Problem.from(failure).message, tone: 'bad' }); }
  };
  return (
    <Section title={t('keys.rotations')}>
      <ul className="pv-list">
        {rows.map((r) => (
          <li key={r.id}>
            <span className="grow col"><span>{t(`keys.ring.${r.ring}`)} → <b className="num">{r.key_id}</b></span><span className="s13 t3">{r.begun_by} · <DateText value={r.created_at} as="stamp" /></span></span>
            {r.state === 'running'
              ? <span className="pv-bar grow"><ProgressBar value={r.total ? (r.done / r.total) * 100 : 0} label={t('keys.progress', { key: r.key_id })} /><span className="num s13">{r.done}/{r.total}</span>{may && !r.busy && <Button size="small" onClick={() => void go(r.id)}>{t('keys.continue')}</Button>}</span>
              : <span className="s13 t2">{t('keys.changed', { count: r.changed })}{r.unreadable > 0 && <b className="red"> · {t('keys.unreadable', { count: r.unreadable })}</b>}</span>}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Check() {
  const { t } = useTranslation('privacy');
  const [on, setOn] = useState(false);
  const lost = useLost(on);
  return (
    <Section title={t('keys.check')} action={<Button size="small" loading={lost.isFetching} onClick={() => { if (on) void lost.refetch(); else setOn(true); }}>{t('keys.check_now')}</Button>}>
      {lost.isError && <ErrorState title={t('failed')} problem={Problem.from(lost.error)} onRetry={() => void lost.refetch()} />}
      {!lost.data && !lost.isError && <p className="s13 t3">{t('keys.check_text')}</p>}
      {lost.data?.items.length === 0 && <p className="s13">{t('keys.all_readable')}</p>}
      {lost.data && lost.data.items.length > 0 && (
        <ul className="pv-list">{lost.data.items.map((l) => <li key={`${l.table}${l.id}${l.field}`}><span className="grow">{l.title} · {l.field}</span>{l.link ? <Link to={l.link}>{t('keys.open')}</Link> : <span className="num s13 t3">{l.id}</span>}<span className="num s13">{l.key}</span></li>)}</ul>
      )}
      {lost.data?.more && <p className="s13 t3 mt8">{t('keys.more')}</p>}
    </Section>
  );
}
