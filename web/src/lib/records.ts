/** Pages of the web app by the record they show. */
const PAGES: Record<string, string> = {
  clients: 'clients.client', contracts: 'contracts.contract', opportunities: 'sales.opportunity', projects: 'projects.project', points: 'loyalty.account', imports: 'imports.batch', people: 'accounts.user', audit: 'audit.entry',
};

/** The record that a link leads to. */
export function recordOf(link: string): { resource: string; id: string } | null {
  const [, page = '', id = ''] = /(?:^|\/)([a-z]+)\/([0-9a-f-]{36}|\d+)(?=$|[/?#])/.exec(link.trim()) ?? [];
  const resource = PAGES[page];
  return resource && id ? { resource, id } : null;
}
