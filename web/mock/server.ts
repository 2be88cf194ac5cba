import type { Plugin } from 'vite';
import { answer } from './answers.ts';

const FEATURES = "'../features/*/index.{ts,tsx}'";

/** `vite --mode mock`: a few made-up rows and a gallery page, to look at the parts without a server. Never part of the build. */
export function mockServer(): Plugin {
  return {
    name: 'dougong-mock',
    apply: 'serve',
    enforce: 'pre',
    transform(code, id) {
      return id.endsWith('/src/app/features.ts') ? code.replace(FEATURES, "['../../mock/gallery/index.tsx']") : undefined;
    },
    configureServer(server) {
      server.middlewares.use('/api/v1', (req, res) => {
        let text = '';
        req.on('data', (chunk: Buffer) => { text += chunk.toString(); });
        req.on('end', () => {
          const url = new URL(req.url ?? '/', 'http://mock');
          const { status, body } = answer(req.method ?? 'GET', url, text);
          setTimeout(() => {
            res.statusCode = status;
            res.setHeader('Content-Type', status >= 400 ? 'application/problem+json' : 'application/json');
            res.end(status === 204 ? undefined : JSON.stringify(body));
          }, 120);
        });
      });
    },
  };
}
