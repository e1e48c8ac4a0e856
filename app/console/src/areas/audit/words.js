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
  'backup.make': t('Made a backup'),
  'backup.fetch': t('Saved a backup'),
  'backup.restore': t('Restored the server from a backup'),
  'root.next': t('Renewed the root document'),
  'setting': t('Changed a setting'),
  'hook.put': t('Changed a webhook'),
  'hook.remove': t('Removed a webhook'),
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
  'item.put-back': t('Put a notice back'),
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
  'approval.submit': t('Submitted for approval'),
  'approval.first': t('Gave the first approval'),
  'approval.approve': t('Approved'),
  'approval.alone': t('Approved alone'),
  'approval.return': t('Sent back with a remark'),
  'approval.undo': t('Took an approval back'),
  'takedown': t('Took everything down'),
  'takedown.undo': t('Put everything back'),
  'sheet.hang': t('Hung a sheet of paper up'),
  'sheet.take_down': t('Took a sheet of paper down'),
  'certificate.give': t('Gave out a certificate of posting'),
  'session.end': t('Logged a session out'),
  'totp.on': t('Switched the second step on'),
  'totp.off': t('Switched the second step off'),
  'login.failed_totp': t('A second step was refused'),
  'account.stand-in': t('Had somebody stand in'),
  'item.reviewed': t('Looked at what was published on duty'),
  'item.reviewed-alone': t('Looked at their own, because nobody else could'),
  'approval.late': t('Went out late: the server was not running'),
  'item.take-down': t('Took a notice of the committee down'),
  'case.read-with-reason': t('Opened a report of another desk'),
  'case.contact': t('Looked at name and telephone'),
  'case.told': t('Took a report down'),
  'case.export': t('Saved reports as a table'),
  'case.canned': t('Wrote a ready answer'),
  'case.canned-remove': t('Removed a ready answer'),
  'case.helped': t('The resident says: it helped'),
  'case.not_helped': t('The resident says: it did not help'),
  'case.reopen': t('The resident asks to take it up again'),
  'case.withdraw': t('The resident withdrew it'),
  'case.add': t('The resident added words'),
  'case.forget_contact': t('The resident took name and telephone back'),
  'outcome.month': t('Entered a month’s numbers'),
});
const kinds = () => ({
  login: t('Log-ins'), logout: t('Log-ins'), password: t('Accounts'), account: t('Accounts'), session: t('Log-ins'), totp: t('Accounts'), case: t('Reports'), file: t('Notices and documents'),
  item: t('Notices and documents'), outcome: t('Board of outcomes'), terminal: t('Screens'), resident: t('Reports'), approval: t('Notices and documents'), takedown: t('Notices and documents'), sheet: t('Notices and documents'), certificate: t('Notices and documents'),
});

/** Who acted: the server by itself has no name that a clerk knows. @param {string} who */
export const whoWords = (who) => who === 'foyer-central' ? t('by itself') : who;
/** What it was about: the community's documents by their names. @param {string} object */
export function objectWords(object) {
  const documents = { community: t('Community'), standards: t('Service standards'), fees: t('Fees and accounts'), complaint: t('The form for reports'), outcome: t('Board of outcomes') };
  return documents[/** @type {'fees'} */ (object)] ?? object;
}
/** An act that has no words here is shown as the record has it. @param {string} what */
export const actWords = (what) => acts()[what] ?? what;
/** @param {string} what */
export const actKind = (what) => kinds()[what.split('.')[0]] ?? t('Other');
