// The one way to the server. Every call says the language and the site; a session that has ended is asked for again and the call repeated,
// so that a page never loses what is written in it.
import { signal } from '../ui/html.js';
import { lang } from './i18n.js';

const BASE = '/v1/staff';

/** What the server refused, with its sentence for the person; code 'offline' when it was not reached. */
export class ApiError extends Error {
  /** @param {number} status @param {string} code @param {string} message @param {{at?: string, retry?: number}} [more] */
  constructor(status, code, message, more = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.at = more.at; // where in the document: "doc.fee_items[3].rate"
    this.retry = more.retry; // seconds
  }
}

/** Whether the server was reached at the last try. */
export const offline = signal(false);
/** Counts up each time it is reached again: pages fetch anew. */
export const returned = signal(0);
/** The site that calls are about; null: the only one. @type {import('@preact/signals').Signal<string|null>} */
export const site = signal(null);

/** Set by session.js: asks for a log-in, resolves when there is one again. */
export const door = { /** @type {() => Promise<void>} */ again: () => Promise.reject(new Error('no door')) };

/** @typedef {{body?: any, query?: Record<string, any>, signal?: AbortSignal, anySite?: boolean, noDoor?: boolean, whole?: boolean}} CallOptions
 *  anySite: the call is about no site; noDoor: a refused session is the caller's matter; whole: the Response itself is wanted */

/** @param {string} path below /v1/staff @param {CallOptions} [options] */
export function address(path, options = {}) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(options.query ?? {}))
    if (value !== undefined && value !== null && value !== '') query.set(name, String(value));
  if (!options.anySite && site.value && !query.has('site')) query.set('site', site.value);
  const text = query.toString();
  return BASE + path + (text ? `?${text}` : '');
}

const seen = () => {
  if (!offline.value) return;
  offline.value = false;
  returned.value++;
};
const lost = () => {
  if (!offline.value) probe();
  offline.value = true;
  return new ApiError(0, 'offline', '');
};

let probing = false;
async function probe() {
  if (probing) return;
  probing = true;
  for (let wait = 1000; ; wait = Math.min(wait * 1.5, 10000)) {
    await new Promise((done) => setTimeout(done, wait));
    const answer = await fetch('/console/', { cache: 'no-store' }).catch(() => null);
    if (answer && answer.status < 502) break;
  }
  probing = false;
  seen();
}

/** @param {number} status @param {any} answer */
export function refusal(status, answer) {
  return new ApiError(status, answer?.error ?? 'internal', answer?.msg ?? '', answer ?? {});
}

// What a page asks by itself, while nobody sits before it, must not keep the session awake.
const HAND_MS = 60000;
let touched = Date.now();
for (const kind of ['pointerdown', 'keydown']) addEventListener(kind, () => { touched = Date.now(); }, { capture: true, passive: true });

/** @param {string} method @param {string} path @param {CallOptions} [options] @returns {Promise<any>} */
export async function call(method, path, options = {}) {
  const headers = { 'Accept-Language': lang.value };
  if (method !== 'GET') headers['Content-Type'] = 'application/json';
  if (Date.now() - touched > HAND_MS) headers['Foyer-Live'] = '1';
  let answer;
  try {
    answer = await fetch(address(path, options), {
      method, headers, signal: options.signal, cache: 'no-store', credentials: 'same-origin',
      body: method === 'GET' ? undefined : JSON.stringify(options.body ?? {}),
    });
  } catch (error) {
    if (error?.name === 'AbortError') throw error;
    throw lost();
  }
  if (answer.status === 502 || answer.status === 503) throw lost();
  seen();
  if (answer.status === 204 || answer.status === 304) return null;
  const isJson = answer.headers.get('Content-Type')?.startsWith('application/json');
  if (answer.ok && options.whole) return answer;
  if (answer.ok) return isJson ? answer.json() : answer.blob();
  const error = refusal(answer.status, isJson ? await answer.json() : null);
  if (error.code !== 'no_session' || options.noDoor) throw error;
  await door.again();
  return call(method, path, options);
}

export const api = {
  /** @param {string} path @param {Record<string, any>} [query] @param {CallOptions} [options] */
  get: (path, query, options) => call('GET', path, { ...options, query }),
  /** @param {string} path @param {any} [body] @param {CallOptions} [options] */
  post: (path, body, options) => call('POST', path, { ...options, body }),
  /** @param {string} path @param {any} body @param {CallOptions} [options] */
  put: (path, body, options) => call('PUT', path, { ...options, body }),
  /** @param {string} path @param {any} [body] @param {CallOptions} [options] */
  del: (path, body, options) => call('DELETE', path, { ...options, body }),
  /** A file as it is, with how far it has come (0…1). @param {string} path @param {File|Blob} file
   *  @param {{query?: Record<string, any>, onProgress?: (part: number) => void, signal?: AbortSignal}} [options] @returns {Promise<any>} */
  upload: (path, file, options = {}) => new Promise((done, fail) => {
    const request = new XMLHttpRequest();
    request.open('POST', address(path, options));
    request.setRequestHeader('Accept-Language', lang.value);
    request.setRequestHeader('Content-Type', file.type || 'application/octet-stream');
    request.responseType = 'json';
    request.upload.onprogress = (event) => options.onProgress?.(event.lengthComputable ? event.loaded / event.total : 0);
    request.onerror = () => fail(lost());
    request.onabort = () => fail(new DOMException('aborted', 'AbortError'));
    request.onload = () => {
      const error = request.status < 300 ? null : refusal(request.status, request.response);
      if (!error) done(request.response);
      else if (error.code !== 'no_session') fail(error);
      else door.again().then(() => api.upload(path, file, options)).then(done, fail);
    };
    options.signal?.addEventListener('abort', () => request.abort());
    request.send(file);
  }),
};
