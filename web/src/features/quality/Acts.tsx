import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '@/api/problem';
import { useCan } from '@/app/session';
import { confirm, Status, toast } from '@/ui';
import { QUALITY, settle, useRefresh, type Act } from './api';

interface Props { id: string; state: 'open' | 'fixed' | 'ignored'; client: string; text: string }

/** What can be done with an issue where it stands: say that it is mended, which is looked at; or set it aside with a reason. */
export function Acts({ id, state, client, text }: Props) {
  const { t } = useTranslation('quality');
  const refresh = useRefresh();
  const may = useCan(QUALITY, 'update');
  const [busy, setBusy] = useState(false);
  const what = `${client} ${text}`.trim();
  const word = <Status state={state === 'open' ? 'step.open' : state === 'fixed' ? 'step.done' : 'client.archived'}>{t(`state.${state}`)}</Status>;
  if (!may || state === 'fixed') return word;
  const run = async (act: Act) => {
    setBusy(true);
    try {
      await settle(id, act);
      toast(t(`done.${act}`));
      await refresh();
    } catch (failure) {
      toast({ text: Problem.from(failure).message, tone: 'bad' });
    } finally {
      setBusy(false);
    }
  };
  const ignore = () => confirm({
    title: t('ignore_title'), text: what, verb: t('ignore'), reason: true,
    act: async (reason) => { await settle(id, 'ignore', reason); toast(t('done.ignore')); await refresh(); },
  });
  if (state === 'ignored') return <span className="row g8">{word}<Button size="small" loading={busy} onClick={() => void run('reopen')} aria-label={t('reopen_one', { what })}>{t('reopen')}</Button></span>;
  return (
    <span className="row g8">
      <Button size="small" loading={busy} onClick={() => void run('done')} aria-label={t('mended_one', { what })}>{t('mended')}</Button>
      <Button size="small" type="text" onClick={ignore} aria-label={t('ignore_one', { what })}>{t('ignore')}</Button>
    </span>
  );
}
