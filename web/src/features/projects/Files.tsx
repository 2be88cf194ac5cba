import { lazy } from 'react';

type FilesPanel = (props: { resource: string; objectId: string }) => React.ReactNode;
const panels = Object.values(import.meta.glob<{ FilesPanel?: FilesPanel }>('../files/FilesPanel.tsx'));

/** The documents of a record, where the app has them. */
export const Files = panels[0] && lazy(async () => ({ default: (await panels[0]!()).FilesPanel ?? (() => null) }));
