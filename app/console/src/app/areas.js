// The areas of the console. Each is a folder of src/areas with an area.js (this shape) and an index.js (its routes), found by the build.
import { areas as found } from 'foyer:areas';

/** @typedef {{path: string, page: any}} Route  path: "" or "new" or ":id/edit"; what a ":name" held is a prop of the page
 *  @typedef {{id: string, title: {en: string, 'zh-CN': string}, icon: any, order: number, key?: string, foot?: boolean, role?: string, also?: string[],
 *             load: () => Promise<{routes: Route[]}>, words: Record<string, () => Promise<any>>}} Area
 *  key: with g before it, opens the area; foot: stands at the end of the navigation; role: who sees it (and `also` beside the ladder) */
/** @type {Area[]} */
export const areas = [...found].sort((a, b) => a.order - b.order);

/** @param {Route[]} routes @param {string[]} rest @returns {{page: any, props: Record<string, string>}|null} */
export function match(routes, rest) {
  for (const route of routes) {
    const want = route.path.split('/').filter(Boolean);
    if (want.length !== rest.length || !want.every((w, i) => w.startsWith(':') || w === rest[i])) continue;
    return { page: route.page, props: Object.fromEntries(want.flatMap((w, i) => w.startsWith(':') ? [[w.slice(1), rest[i]]] : [])) };
  }
  return null;
}
