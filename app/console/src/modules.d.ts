declare module 'foyer:areas' {
  export const areas: import('./app/areas.js').Area[];
}
