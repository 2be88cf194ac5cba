import { createContext, useContext, useEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** What the shell puts at the right end of every page's top bar: help, bell, running jobs. */
export const TopItems = createContext<ReactNode>(null);

export interface PageProps {
  /** Said in the browser's tab, and as the heading unless there is a crumb. */
  title: string;
  /** Instead of the heading: the way back. */
  crumb?: ReactNode;
  /** At most one primary button. */
  actions?: ReactNode;
  children: ReactNode;
}

/** Top bar of 48 px and the body below it. Every route renders exactly one. */
export function Page({ title, crumb, actions, children }: PageProps) {
  const items = useContext(TopItems);
  const { t } = useTranslation();
  useEffect(() => { document.title = `${title} · ${t('app.name')}`; }, [title, t]);
  return (
    <div className="page">
      <header className="top">
        <div className="crumb">{crumb ?? <h1>{title}</h1>}</div>
        <span className="sp" />
        {actions}
        {items}
      </header>
      <div className="body">{children}</div>
    </div>
  );
}
