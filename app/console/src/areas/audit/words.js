// What the record calls an act, in words.
import { t } from '../../app/i18n.js';

/** @returns {Record<string, string>} */
const acts = () => ({
  'login': t('Logged in'),
  'login.failed': t('A log-in was refused'),
  'logout': t('Logged out'),
  'password': t('Changed the password'),
  'account.create': t('Made an account'),
  'account.posts': t('Changed the posts of an account'),
  'account.remove': t('Removed an account'),
  'account.grants': t('Changed the rights of an account'),
  'account.leave': t('Shut the account of somebody who left'),
  'account.renew': t('Gave a new one-time password'),
  'account.stand_in': t('Had somebody stand in'),
  'backup.make': t('Made a backup'),
  'backup.fetch': t('Saved a backup'),
  'backup.restore': t('Restored the server from a backup'),
  'root.next': t('Renewed the root document'),
  'setting': t('Changed a setting'),
  'case.carried': t('Took in a report from a phone'),
  'case.clean': t('Took names out of a report'),
  'case.code': t('Gave a new receipt code'),
  'case.erase': t('Erased name and telephone'),
  'case.erase_text': t('Erased the words of a report'),
  'case.photo': t('Looked at a photograph'),
  'case.photo_added': t('Got a photograph'),
  'case.read': t('Opened a report'),
  'case.restore': t('Put a group of reports back'),
  'file.upload': t('Sent a file'),
  'item.draft': t('Wrote a draft'),
  'item.publish': t('Published'),
  'item.supersede': t('Replaced a notice'),
  'item.withdraw': t('Took a notice down'),
  'outcome.approve': t('Hung up on the board of outcomes'),
  'outcome.draft': t('Wrote for the board of outcomes'),
  'outcome.remove': t('Took down from the board of outcomes'),
  'terminal.pair': t('Let a screen in'),
  'terminal.revoke': t('Shut a screen out'),
  'terminal.replace': t('Exchanged a screen'),
  'terminal.stolen': t('Shut a stolen screen out'),
  'terminal.move': t('Moved a screen'),
  'terminal.identify': t('Had a screen say where it hangs'),
  'terminal.screenshot': t('Asked for a picture of a screen'),
  'terminal.report': t('Asked a screen for a report'),
  'terminal.restart': t('Restarted a screen'),
  'terminal.wipe': t('Had a screen emptied'),
  'case.move': t('Moved a report on'),
  'case.note': t('Wrote a note on a report'),
  'case.remedy': t('Granted a remedy'),
  'case.set-aside': t('Set a group of reports aside'),
  'outcome.month': t('Entered a month’s numbers'),
});
const kinds = () => ({
  login: t('Log-ins'), logout: t('Log-ins'), password: t('Accounts'), account: t('Accounts'), session: t('Log-ins'), totp: t('Accounts'), case: t('Reports'), file: t('Notices and documents'),
  item: t('Notices and documents'), outcome: t('Board of outcomes'), terminal: t('Screens'), resident: t('Reports'),
});

/** An act that has no words here is shown as the record has it. @param {string} what */
export const actWords = (what) => acts()[what] ?? what;
/** @param {string} what */
export const actKind = (what) => kinds()[what.split('.')[0]] ?? t('Other');
