import { createBrowserRouter, type RouteObject } from 'react-router';
import { features } from './features';
import { Landing, NotFound, RequireRight, RouteError } from './guards';
import { StaffRoot } from './StaffRoot';

/** One boundary per feature: a page that fails leaves the rail and the rest of the product standing. */
function bounded(routes: RouteObject[]): RouteObject {
  return { element: <RequireRight />, errorElement: <RouteError />, children: routes };
}

const staffRoutes = features.filter((f) => f.routes?.length).map((f) => bounded(f.routes ?? []));
const portalRoutes = features.filter((f) => f.portalRoutes?.length).map((f) => bounded(f.portalRoutes ?? []));

export const router = createBrowserRouter([
  {
    path: '/portal',
    lazy: () => import('./portal/PortalRoot'),
    errorElement: <RouteError />,
    HydrateFallback: () => null,
    children: [...portalRoutes, { path: '*', element: <NotFound /> }],
  },
  { path: '/password', lazy: () => import('./auth/ResetPassword'), errorElement: <RouteError />, HydrateFallback: () => null },
  { path: '/sso/:code', lazy: () => import('./auth/SsoReturn'), errorElement: <RouteError />, HydrateFallback: () => null },
  { path: '/f/:key', lazy: () => import('@/features/intake/PublicPage'), errorElement: <RouteError />, HydrateFallback: () => null },
  { path: '/points/heads', lazy: () => import('@/features/loyalty/HeadsPage'), errorElement: <RouteError />, HydrateFallback: () => null },
  { path: '/invitation', lazy: () => import('./auth/Invitation'), errorElement: <RouteError />, HydrateFallback: () => null },
  {
    path: '/',
    element: <StaffRoot />,
    errorElement: <RouteError />,
    HydrateFallback: () => null,
    children: [{ index: true, element: <Landing /> }, ...staffRoutes, { path: '*', element: <NotFound /> }],
  },
]);
