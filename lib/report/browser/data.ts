import { PageData } from '../html/page-data';
import { byId } from './dom';

/** What the page shows, as the report wrote it into the page. */
export const data = JSON.parse(byId('data', HTMLScriptElement).text) as PageData;
