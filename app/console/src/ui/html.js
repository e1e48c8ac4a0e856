// The one place that names the libraries: markup as htm templates over preact, state as hooks and signals.
import { h } from 'preact';
import htm from 'htm';

export { Component, Fragment, createContext } from 'preact';
export { useState, useEffect, useLayoutEffect, useMemo, useRef, useCallback, useId, useContext } from 'preact/hooks';
export { signal, computed, effect, batch, useSignal, useComputed } from '@preact/signals';
export const html = htm.bind(h);

/** Class names that hold: cx('a', wide && 'b'). @param {...(string|false|null|undefined|0)} names */
export const cx = (...names) => names.filter(Boolean).join(' ');
