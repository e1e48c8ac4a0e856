// Everything that pages are made of, from one address.
export * from './html.js';
export { Icon } from './icons.js';
export { Button, ButtonLink } from './button.js';
export { Field, TextField, TextArea, Select, Check, Choice, MoneyField, DateTimeField, SearchField, zoneWords } from './field.js';
export { fenOf, yuanOf } from './fen.js';
export { Dialog } from './dialog.js';
export { confirm } from './confirm.js';
export { toast, toastError, errorWords } from './toast.js';
export { Page, Card, Loaded, Failed, Waiting, Empty, Badge, Note, Progress, Steps, Facts, Time } from './page.js';
export { DraftOffer } from './draftoffer.js';
export { Tabs } from './tabs.js';
export { Menu } from './menu.js';
export { Table } from './table.js';
export { FileDrop, sizeWords } from './filedrop.js';
export { Diff } from './diff.js';
export { Command, Technician } from './technician.js';
