import './decision.css';
import { Button } from 'antd';
import { Pencil, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCan } from '@/app/session';
import { useDefinition } from '@/features/forms/api';
import { FactValue } from '@/features/forms/FactValue';
import { nameOf } from '@/features/forms/words';
import { Avatar, Details, Section, Status } from '@/ui';
import { CLIENT, type Contact, type Dossier } from './api';
import { tree, type Node } from './chain';
import { ContactDialog, EditDialog } from './dialogs';

/** Who decides, drawn by who reports to whom: post, part in the decision, influence and attitude of each. */
export function DecisionTab({ client }: { client: Dossier }) {
  const { t, i18n } = useTranslation('clients');
  const mayUpdate = useCan(CLIENT, 'update') && client.archived_at === null;
  const [contact, setContact] = useState<Contact | 'new' | null>(null);
  const [editing, setEditing] = useState(false);
  const definition = useDefinition(CLIENT);
  const roots = tree(client.contacts);
  const unknown = ['decides', 'buys', 'pays'].filter((role) => !client.contacts.some((c) => c.decision_role === role));
  const process = (definition.data?.fields ?? []).filter((f) => f.section === 'decision' && !f.removed && !client.hidden?.includes(`facts.${f.key}`));
  return (
    <>
      <Section
        title={t('chain.title')} note={client.contacts.length ? t('chain.count', { count: client.contacts.length }) : undefined}
        action={mayUpdate && <Button type="text" size="small" icon={<Plus size={14} />} onClick={() => setContact('new')}>{t('contact.add_title')}</Button>}
      >
        {roots.length === 0 ? <p className="t3">{t('chain.none')}</p> : (
          <div className="chain-scroll"><ul className="chain">{roots.map((n) => <Branch key={n.contact.id} node={n} onOpen={mayUpdate ? setContact : undefined} />)}</ul></div>
        )}
        {roots.length > 0 && unknown.length > 0 && <p className="s13 amber mt12">{t('chain.unknown', { roles: unknown.map((r) => t(`role.${r}`)).join(t('common:word.and')) })}</p>}
      </Section>
      {process.length > 0 && (
        <Section title={t('chain.process')} action={mayUpdate && <Button type="text" size="small" icon={<Pencil size={14} />} onClick={() => setEditing(true)} aria-label={t('edit_part', { part: t('chain.process') })}>{t('edit')}</Button>}>
          <Details items={process.map((f) => ({ label: nameOf(f, i18n.language), wide: f.type === 'long_text', value: <FactValue field={f} value={client.facts[f.key]} name={client.fact_names[f.key]} /> }))} />
        </Section>
      )}
      {contact && <ContactDialog client={client} contact={contact === 'new' ? undefined : contact} onClose={() => setContact(null)} />}
      {editing && <EditDialog client={client} section="decision" onClose={() => setEditing(false)} />}
    </>
  );
}

function Branch({ node, onOpen }: { node: Node; onOpen?: (contact: Contact) => void }) {
  const { t } = useTranslation('clients');
  const c = node.contact;
  const body = (
    <>
      <span className="row g8 min0"><Avatar name={c.name} size={24} /><span className="col min0"><b className="el">{c.name}</b><span className="s12 t3 el">{c.post || t('chain.no_post')}</span></span></span>
      <span className="row wrap g8 chain-facts"><span className={['decides', 'buys', 'pays'].includes(c.decision_role) ? 'pill b' : 'pill n'}>{t(`role.${c.decision_role}`)}</span><Status state={`attitude.${c.attitude}`}>{t(`attitude.${c.attitude}`)}</Status></span>
      <span className="s12 t2">{t('chain.influence', { level: t(`influence.${c.influence}`) })}</span>
    </>
  );
  return (
    <li>
      {onOpen
        ? <button type="button" className={`chain-node inf-${c.influence}`} onClick={() => onOpen(c)}>{body}</button>
        : <div className={`chain-node inf-${c.influence}`}>{body}</div>}
      {node.below.length > 0 && <ul>{node.below.map((n) => <Branch key={n.contact.id} node={n} onOpen={onOpen} />)}</ul>}
    </li>
  );
}
