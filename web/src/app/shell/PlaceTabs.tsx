import { NavLink, useLocation } from 'react-router';
import { allowed, useSession } from '@/app/session';

interface Props { label: string; tabs: readonly { to: string; label: string; resource: string; action?: string }[] }

/** In a page's top bar instead of its heading: the lists of one place, as far as the reader may see them. */
export function PlaceTabs({ label, tabs }: Props) {
  const { me } = useSession();
  const { pathname } = useLocation();
  const seen = tabs.filter((tab) => allowed(me, tab.resource, tab.action));
  const here = seen.find((tab) => tab.to === pathname) ?? seen[0];
  return (
    <>
      <h1 className="sr">{here?.label}</h1>
      <nav className="place-tabs" aria-label={label}>
        {seen.map((tab) => <NavLink key={tab.to} to={tab.to} end>{tab.label}</NavLink>)}
      </nav>
    </>
  );
}
