// What a notice can be about, in plain words and groups, and what each choice does on the wall.
import { t } from '../../../app/i18n.js';

export const outages = ['water_outage', 'power_outage', 'gas_outage', 'heating_outage', 'elevator'];
/** @param {string} kind */
export const isWeather = (kind) => /^emergency_(typhoon|cold|heat|rain|snow|wind|fog|thunder)$/.test(kind);

/** @returns {{label: string, kinds: [string, string][]}[]} */
export const kindGroups = () => [
  { label: t('Water, power, gas, lifts'), kinds: [['water_outage', t('Water stop')], ['power_outage', t('Power cut')], ['gas_outage', t('Gas stop')], ['heating_outage', t('Heating stop')], ['elevator', t('Lift')], ['water_quality', t('Water quality')]] },
  { label: t('Emergencies'), kinds: [['emergency_gas', t('Gas alarm')], ['emergency_fire', t('Fire')], ['emergency_typhoon', t('Typhoon warning')], ['emergency_wind', t('Gale warning')], ['emergency_rain', t('Rainstorm warning')], ['emergency_cold', t('Cold warning')], ['emergency_heat', t('Heat warning')], ['fire_drill', t('Fire safety')]] },
  { label: t('Money'), kinds: [['fee', t('Fees')], ['price_change', t('Price change')], ['finance_disclosure', t('Service accounts')], ['public_revenue', t('Income of common parts')], ['maintenance_fund', t('Maintenance fund')], ['package', t('Service packages')], ['value_ledger', t('Free services#kind')]] },
  { label: t('Owners'), kinds: [['owners_meeting', t('Owners’ assembly')], ['committee_decision', t('Committee decision')], ['contract_term', t('Service contract')], ['covenant', t('House rules')], ['rights_duties', t('Rights and duties')], ['survey', t('Survey')], ['survey_result', t('Survey result')], ['poll', t('Opinion poll')], ['forum', t('Residents’ forum')], ['forum_minutes', t('Forum answers')]] },
  { label: t('Everyday life'), kinds: [['activity', t('Activity')], ['activity_reading', t('Reading club')], ['parking', t('Parking')], ['pet', t('Pets')], ['garbage', t('Rubbish')], ['pest_control', t('Pest control')], ['plant_care', t('Plants')], ['decoration', t('Fit-out work')], ['holiday_duty', t('Holiday duty')], ['visit', t('Home visits')], ['trial_service', t('Trial service')], ['policy_explainer', t('Rules explained')]] },
  { label: t('About the company'), kinds: [['service_recovery', t('Apology and remedy')], ['correction', t('Correction')], ['kudos', t('Thanks')], ['staff_wall', t('Staff')], ['staff_recruit', t('Job offer')], ['training', t('Staff training')], ['company_profile', t('The company')], ['facility_promise', t('Promised facilities')], ['no_cutoff_pledge', t('Pledge')]] },
];

export const priorities = () => [
  { value: '1', label: t('Danger to life'), hint: t('Covers the whole screen at once, at any hour.') },
  { value: '2', label: t('Important'), hint: t('Comes first in the rotation and in the list.') },
  { value: '3', label: t('Usual'), hint: t('Takes its turn with the others.') },
  { value: '4', label: t('When there is room'), hint: t('Comes after the others.') },
];
export const modes = () => [
  { value: 'normal', label: t('In the rotation and in the list') },
  { value: 'pinned', label: t('Stays on the home page') },
  { value: 'list', label: t('Only in the list') },
  { value: 'banner', label: t('As a band over every page (at most 14 days)') },
  { value: 'takeover', label: t('Over the whole screen (at most 72 hours)') },
];
