import { ChevronRight } from 'lucide-react';
import { createContext, useContext, useEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

/** What the shell puts at the right end of every page's top bar: help, bell, running jobs. */
export const TopItems = createContext<ReactNode>(null);

export interface PageProps {
  /** Said in the browser's tab, and as the heading unless there is a crumb. */
  title: string;
  /** The list this page belongs to; stands before the heading. */
  back?: { to: string; label: string };
  /** Instead of the heading: the way back of a record. */
  crumb?: ReactNode;
  /** At most one primary button. */
  actions?: ReactNode;
  children: ReactNode;
}

/** Top bar of 48 px and the body below it. Every route renders exactly one. */
export function Page({ title, back, crumb, actions, children }: PageProps) {
  const items = useContext(TopItems);
  const { t } = useTranslation();
  useEffect(() => { document.title = `${title} · ${t('app.name')}`; }, [title, t]);
  return (
    <div className="page">
      <header className="top">
        <div className="crumb">{crumb ?? <>{back && <><Link to={back.to}>{back.label}</Link><ChevronRight size={14} aria-hidden /></>}<h1>{title}</h1></>}</div>
        <span className="sp" />
        {actions}
        {items}
      </header>
      <div className="body">{children}</div>
    </div>
  );
}
