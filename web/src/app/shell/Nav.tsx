import { useTranslation } from 'react-i18next';
import { NavLink, useLocation } from 'react-router';
import { isAlso, type NavEntry, type NavGroup } from '../features';

const none = () => undefined;

function Entry({ entry }: { entry: NavEntry }) {
  const { t } = useTranslation('nav');
  const useCount = entry.useCount ?? none;
  const waiting = useCount();
  const { pathname } = useLocation();
  const Icon = entry.icon;
  return (
    <NavLink to={entry.path} className={({ isActive }) => (isActive || isAlso(entry, pathname) ? 'on' : '')}>
      <Icon size={16} strokeWidth={1.75} aria-hidden />
      <span className="el">{t(entry.labelKey)}</span>
      {waiting && waiting.count > 0 && <span className={waiting.hot ? 'n hot' : 'n'}>{waiting.count}</span>}
    </NavLink>
  );
}

export function Nav({ groups }: { groups: { group: NavGroup; entries: NavEntry[] }[] }) {
  const { t } = useTranslation();
  return (
    <nav className="nav" aria-label={t('shell.nav')}>
      {groups.map(({ group, entries }) => (
        <div key={group}>
          {group !== 'home' && <h2 className="h">{t(`group.${group}`)}</h2>}
          <ul>{entries.map((e) => <li key={e.key}><Entry entry={e} /></li>)}</ul>
        </div>
      ))}
    </nav>
  );
}
