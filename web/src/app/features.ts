import type { ComponentType } from 'react';
import type { RouteObject } from 'react-router';
import type { LucideIcon } from 'lucide-react';

export type NavGroup = 'home' | 'business' | 'delivery' | 'growth' | 'governance';

export interface NavEntry {
  group: NavGroup;
  key: string;
  path: string;
  icon: LucideIcon;
  /** Other places that light this entry: the tabs of one page that have addresses of their own. */
  also?: string[];
  /** A key of locales/<lang>/nav.json. */
  labelKey: string;
  /** The entry is absent for those who may not do this. Without it everybody on the staff sees it. */
  resource?: string;
  action?: string;
  /** Place within its group, low first. */
  order?: number;
  /** Waiting for me: a hook that answers a count, or nothing. */
  useCount?: () => { count: number; hot?: boolean } | undefined;
  /** Letter after G, as in G C for clients. */
  goKey?: string;
}

export interface Command {
  key: string;
  labelKey: string;
  icon?: LucideIcon;
  resource?: string;
  action?: string;
  /** Where it leads, or what it does. */
  path?: string;
  run?: () => void;
}

export interface PortalTab { key: string; path: string; icon: LucideIcon; labelKey: string; order?: number }

/** A tab that a feature adds to the record of a lower one: contracts on the page of a client. */
export interface RecordTabSpec {
  /** Code of the record it is added to. */
  on: string;
  key: string;
  /** A key of locales/<lang>/nav.json. */
  labelKey: string;
  /** Absent for those who may not view this. */
  resource?: string;
  order?: number;
  component: ComponentType<{ id: string }>;
}

export interface Feature {
  /** Same name as the app it shows and as its words in locales/<lang>/<name>.json. */
  name: string;
  routes?: RouteObject[];
  nav?: NavEntry[];
  commands?: Command[];
  /** Small things in the top bar of every page, such as the bell. */
  topItems?: ComponentType[];
  /** Give `lazy()` components: the index is in the first load. */
  recordTabs?: RecordTabSpec[];
  portalRoutes?: RouteObject[];
  portalTabs?: PortalTab[];
  /** Small things in the head of the client's window; `lazy()` too. */
  portalTop?: ComponentType[];
}

const modules = import.meta.glob<{ feature: Feature }>('../features/*/index.{ts,tsx}', { eager: true });

/** Every folder of features/ that has an index exporting `feature`. Its pages stay in lazy chunks of their own. */
export const features: Feature[] = Object.values(modules).map((m) => m.feature);

const GROUPS: NavGroup[] = ['home', 'business', 'delivery', 'growth', 'governance'];

export function navByGroup(may: (resource?: string, action?: string) => boolean): { group: NavGroup; entries: NavEntry[] }[] {
  const all = features.flatMap((f) => f.nav ?? []).filter((n) => may(n.resource, n.action));
  return GROUPS.map((group) => ({
    group, entries: all.filter((n) => n.group === group).sort((a, b) => (a.order ?? 50) - (b.order ?? 50)),
  })).filter((g) => g.entries.length > 0);
}

/** Is the reader at a place that belongs to this entry by its `also`? */
export function isAlso(entry: NavEntry, pathname: string): boolean {
  return entry.also?.some((p) => pathname === p || pathname.startsWith(`${p}/`)) ?? false;
}

export function recordTabs(on: string, may: (resource?: string) => boolean): RecordTabSpec[] {
  const all = features.flatMap((f) => f.recordTabs ?? []).filter((tab) => tab.on === on && may(tab.resource));
  return all.sort((a, b) => (a.order ?? 50) - (b.order ?? 50));
}

/** Rights of a route: put into its `handle`, checked before the page is shown. */
export interface RouteRight { resource?: string; action?: string }
