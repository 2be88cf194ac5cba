import { Button } from 'antd';
import { MessageSquarePlus, Pencil } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation, useNavigate, useParams } from 'react-router';
import { recordTabs } from '@/app/features';
import { allowed, useCan, useMe } from '@/app/session';
import { DateText, Grade, LazyTab, MoneyFigure, Person, RecordGate, RecordPage, StatusPill, toast, usePurge } from '@/ui';
import { archive, CLIENT, printDossier, restore, useDossier, useRefresh, type Dossier } from './api';
import { DecisionTab } from './DecisionTab';
import { DetailsTab } from './DetailsTab';
import { EditDialog, MailDialog, NoteDialog, TagsDialog } from './dialogs';
import { Overview } from './Overview';
import { Rail } from './Rail';

/** A dossier: what is next, what happened, who is there; other features add their tabs. */
export function Component() {
  const { id = '' } = useParams();
  const { t } = useTranslation('clients');
  const dossier = useDossier(id);
  const navigate = useNavigate();
  const { search } = useLocation();
  const now = dossier.data?.id;
  // It was merged: its address leads to the dossier that bears it.
  useEffect(() => { if (now && now !== id) void navigate(`/clients/${now}${search}`, { replace: true }); }, [now, id, navigate, search]);
  return <RecordGate query={dossier} title={t('title')} failed={t('failed')} back={{ to: '/clients', label: t('title') }}>{(client) => <Record client={client} />}</RecordGate>;
}

function useFacts(client: Dossier) {
  const { t } = useTranslation('clients');
  const f = client.figures;
  // What a field rule hides is not in the answer: the fact is left out, not drawn as nothing.
  return [
    { label: t('fact.owner'), value: <Person value={client.owner?.name} /> },
    { label: t('fact.contracts'), value: <MoneyFigure value={f.contract_amount} /> },
    ...(f.overdue_days === undefined ? [] : [
      { label: t('fact.receivable'), value: <MoneyFigure value={f.receivable} /> },
      { label: t('fact.overdue'), value: f.overdue_days > 0 ? <span className="row wrap g8"><MoneyFigure value={f.overdue} tone="red" /><span className="s12 t3 nw">{t('days', { count: f.overdue_days })}</span></span> : <span className="t3">—</span> },
    ]),
    ...(f.grade ? [{ label: t('fact.grade'), value: <Link to={`/clients/${client.id}?tab=credit`}><Grade value={f.grade} /></Link> }] : []),
    ...(f.points === undefined ? [] : [{ label: t('fact.points'), value: <span className="num">{f.points.toLocaleString('en')}</span> }]),
    { label: t('fact.last'), value: client.last_contact_at ? <DateText value={client.last_contact_at} as="ago" /> : <span className="t3">—</span> },
  ];
}

function Record({ client }: { client: Dossier }) {
  const { t, i18n } = useTranslation('clients');
  const { t: nav } = useTranslation('nav');
  const me = useMe();
  const refresh = useRefresh();
  const [open, setOpen] = useState<'edit' | 'note' | 'tags' | 'mail' | null>(null);
  const mayUpdate = useCan(CLIENT, 'update');
  const mayNote = useCan(CLIENT, 'note');
  const mayArchive = useCan(CLIENT, 'archive');
  const mayExport = useCan(CLIENT, 'export');
  const mayPurge = useCan(CLIENT, 'purge');
  const navigate = useNavigate();
  const purge = usePurge('/clients', client.id, async () => { await navigate('/clients/archived'); await refresh(); });
  const { t: c } = useTranslation();
  const archived = client.archived_at !== null;
  const facts = useFacts(client);

  const setArchived = async (now: boolean) => {
    await (now ? archive : restore)([client.id]);
    await refresh();
    toast(now ? { text: t('done.archived_single', { name: client.name }), undo: () => setArchived(false) } : t('done.restored', { name: client.name }));
  };
  const more = [
    ...(mayUpdate && !archived ? [{ key: 'tags', label: t('tags.edit'), onClick: () => setOpen('tags') }] : []),
    ...(mayExport ? [{ key: 'pdf', label: t('pdf'), onClick: () => void printDossier(client.id, client.name, i18n.language).catch((e: Error) => toast({ text: e.message, tone: 'bad' })) }] : []),
    ...(mayNote && !archived ? [{ key: 'mail', label: t('mail.add'), onClick: () => setOpen('mail') }] : []),
    ...(mayArchive ? [{ key: 'archive', label: archived ? t('restore') : t('archive'), onClick: () => void setArchived(!archived).catch((e: Error) => toast({ text: e.message, tone: 'bad' })) }] : []),
    ...(mayPurge && archived ? [{ key: 'purge', label: c('purge.title'), danger: true, onClick: purge.ask }] : []),
  ];
  const extra = recordTabs(CLIENT, (resource) => allowed(me, resource)).map((tab) => ({
    key: tab.key, label: nav(tab.labelKey), wide: true, content: <LazyTab><tab.component id={client.id} /></LazyTab>,
  }));
  const close = () => setOpen(null);
  return (
    <>
      <RecordPage
        resource={CLIENT} id={client.id} title={client.name} monogram={client.name} back={{ to: '/clients', label: t('title') }} link={(to) => `/clients/${to}`}
        status={archived ? <StatusPill state="client.archived" /> : undefined} tags={client.tags.slice(0, 2)}
        meta={[client.uscc && <span className="num">{client.uscc}</span>, client.industry, client.region_name, t(`kind.${client.kind}`)]}
        actions={
          <>
            {mayUpdate && !archived && <Button icon={<Pencil size={15} />} onClick={() => setOpen('edit')}>{t('edit')}</Button>}
            {mayNote && !archived && <Button type="primary" icon={<MessageSquarePlus size={15} />} onClick={() => setOpen('note')}>{t('note.add')}</Button>}
          </>
        }
        more={more} facts={facts} rail={<Rail client={client} />} onEdit={mayUpdate && !archived ? () => setOpen('edit') : undefined}
        tabs={[
          { key: 'overview', label: t('tab.overview'), content: <Overview client={client} /> },
          { key: 'details', label: t('tab.details'), content: <DetailsTab client={client} /> },
          { key: 'chain', label: t('chain.tab'), count: client.contacts.length || undefined, content: <DecisionTab client={client} /> },
          ...extra,
        ]}
      />
      {purge.dialog}
      {open === 'edit' && <EditDialog client={client} onClose={close} />}
      {open === 'note' && <NoteDialog client={client} onClose={close} />}
      {open === 'mail' && <MailDialog client={client} onClose={close} />}
      {open === 'tags' && <TagsDialog client={client} onClose={close} />}
    </>
  );
}
