import type { Plugin } from 'vite';
import { answer } from './answers';

/** `vite --mode mock`: a few made-up rows, to look at the shell without a server. Never part of the build. */
export function mockServer(): Plugin {
  return {
    name: 'dougong-mock',
    apply: 'serve',
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
