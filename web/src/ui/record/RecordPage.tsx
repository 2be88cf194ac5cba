import { Button } from 'antd';
import { ChevronRight, Ellipsis } from 'lucide-react';
import { Fragment, useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { useShortcuts } from '@/lib/keyboard';
import { Tag } from '../atoms';
import { Page } from '../Page';
import { Monogram } from '../Person';
import { recallPlace } from '../table/place';
import { ListStepper } from './ListStepper';
import { MenuDrop } from '../MenuDrop';
import { tabId, TabStrip } from './TabStrip';

export interface Fact { label: string; value: ReactNode }
export interface RecordTab { key: string; label: string; count?: number; content: ReactNode; /** Without the right rail. */ wide?: boolean }
export interface MoreAction { key: string; label: string; danger?: boolean; onClick: () => void }
export interface Crumb { to: string; label: string }

export interface RecordPageProps {
  resource: string;
  id: string;
  title: string;
  /** The list, when the reader came from nowhere. */
  back: Crumb;
  /** Between the list and this record. */
  crumbs?: Crumb[];
  /** Address of a neighbour; with it the page has 第 n 个, J and K. */
  link?: (id: string) => string;
  /** Name whose first character stands in grey beside the title. */
  monogram?: string;
  status?: ReactNode;
  tags?: string[];
  /** One line under the title, parts divided by dots. */
  meta?: ReactNode[];
  /** At most two buttons; the rest under 更多. */
  actions?: ReactNode;
  more?: MoreAction[];
  /** Five to seven. */
  facts?: Fact[];
  tabs: RecordTab[];
  rail?: ReactNode;
  onEdit?: () => void;
}

export function RecordPage(props: RecordPageProps) {
  const { resource, id, title, back, crumbs = [], link, monogram, status, tags = [], meta = [], actions, more = [], facts = [], tabs, rail } = props;
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [params, setParams] = useSearchParams();
  const place = recallPlace(resource);
  const list = place?.ids.includes(id) ? place.url : back.to;
  const active = tabs.find((tab) => tab.key === params.get('tab')) ?? tabs[0];
  const onEdit = props.onEdit;
  const panel = useId();
  useShortcuts([{ keys: 'Escape', label: 'keys.back', group: 'page', run: () => void navigate(list) }]);
  useShortcuts([{ keys: 'e', label: 'keys.edit', group: 'page', run: () => onEdit?.() }], Boolean(onEdit));

  const show = (key: string) => setParams((old) => { const now = new URLSearchParams(old); if (key === tabs[0]?.key) now.delete('tab'); else now.set('tab', key); return now; }, { replace: true });
  const crumb = (
    <nav aria-label={t('record.crumb')} className="row g6 min0">
      <Link to={list}>{back.label}</Link>
      {crumbs.map((c) => <Fragment key={c.to}><ChevronRight size={14} aria-hidden /><Link to={c.to} className="el">{c.label}</Link></Fragment>)}
    </nav>
  );
  const withRail = rail !== undefined && !active?.wide;
  const body = (
    <div className={withRail ? 'two' : 'one'}>
      <div className="record-main">{active?.content}</div>
      {withRail && <aside className="record-rail" aria-label={t('record.about')}>{rail}</aside>}
    </div>
  );
  return (
    <Page title={title} crumb={crumb} actions={link && <ListStepper resource={resource} id={id} link={link} />}>
      <div className="rh">
        <div className="rh-top">
          {monogram && <Monogram name={monogram} size={44} />}
          <div className="grow">
            <div className="row g8 wrap"><h1 className="rh-title">{title}</h1>{status}{tags.map((tag) => <Tag key={tag}>{tag}</Tag>)}</div>
            {meta.length > 0 && <p className="rh-meta prose dots">{meta.filter(Boolean).map((m, i) => <span key={i}>{m}</span>)}</p>}
          </div>
          <div className="row g8 rh-actions">
            {actions}
            {more.length > 0 && (
              <MenuDrop placement="bottomRight" menu={{ items: more.map((m) => ({ key: m.key, label: m.label, danger: m.danger })), onClick: (e) => more.find((m) => m.key === e.key)?.onClick() }}>
                <Button icon={<Ellipsis size={16} />} aria-label={t('shell.more')} />
              </MenuDrop>
            )}
          </div>
        </div>
        {facts.length > 0 && <dl className="facts">{facts.map((f) => <div key={f.label}><dt className="lbl">{f.label}</dt><dd>{f.value}</dd></div>)}</dl>}
      </div>
      {tabs.length > 1 && active ? (
        <div className="rh-tabs">
          <TabStrip tabs={tabs} active={active.key} label={title} panel={panel} onShow={show} />
          <div key={active.key} id={panel} role="tabpanel" aria-labelledby={tabId(panel, active.key)} className="rh-panel">{body}</div>
        </div>
      ) : body}
    </Page>
  );
}
