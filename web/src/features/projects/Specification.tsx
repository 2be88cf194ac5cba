import { lazy } from 'react';

/** The project's specification: that of the opportunity its contract grew out of. */
export const Specification = lazy(async () => {
  const { default: OfOpportunity, NoOpportunity } = await import('@/features/requirements/OfOpportunity');
  return { default: ({ opportunity }: { opportunity: string | null }) => (opportunity ? <OfOpportunity id={opportunity} /> : <NoOpportunity />) };
});
