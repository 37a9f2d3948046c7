import { PageData } from '../html/page-data';

/** A kind of element, such as HTMLTableElement. */
type Kind<T extends Element> = new () => T;

/** The element with an id, if the page has it. */
export function find<T extends HTMLElement>(id: string, kind: Kind<T>): T | undefined {
  const found = document.getElementById(id);
  return found instanceof kind ? found : undefined;
}

/** An element that every page has. */
export function byId(id: string): HTMLElement;

export function byId<T extends HTMLElement>(id: string, kind: Kind<T>): T;

export function byId(id: string, kind: Kind<HTMLElement> = HTMLElement): HTMLElement {
  const found = find(id, kind);
  if (found === undefined) throw new Error(`the page has no ${kind.name} with the id ${id}`);
  return found;
}

/** The first element inside another one that fits. */
export function within(scope: Element, selector: string): HTMLElement {
  const found = scope.querySelector<HTMLElement>(selector);
  if (found === null) throw new Error(`the page has no ${selector} in ${scope.tagName} ${scope.id}`);
  return found;
}

export function all<T extends HTMLElement = HTMLElement>(selector: string, scope: ParentNode = document): T[] {
  return Array.from(scope.querySelectorAll<T>(selector));
}

/** The nearest element around what an event hit that fits; a button's shape counts as the button. */
export function closest<T extends Element = HTMLElement>({ target }: Event, selector: string): T | undefined {
  return target instanceof Element ? (target.closest<T>(selector) ?? undefined) : undefined;
}

/** What may stand in an element: text stays text; what is undefined or empty is left out. */
export type Child = Node | string | undefined | readonly Child[];

/** An element with attributes and children. An attribute that is undefined is left out. */
export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Record<string, string | number | undefined> = {},
  children?: Child,
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined) made.setAttribute(key, String(value));
  }
  add(made, children);
  return made;
}

function add(parent: Element, child: Child): void {
  if (child === undefined || child === '') return;
  if (typeof child === 'string' || child instanceof Node) parent.append(child);
  else for (const one of child) add(parent, one);
}

const SVG = 'http://www.w3.org/2000/svg';

const drawn = new Map<string, SVGElement>();

/** A shape of the page's sheet. */
export function symbol(name: string): Node {
  let shape = drawn.get(name);
  if (shape === undefined) {
    shape = document.createElementNS(SVG, 'svg');
    shape.setAttribute('class', 'symbol');
    shape.setAttribute('aria-hidden', 'true');
    const use = document.createElementNS(SVG, 'use');
    use.setAttribute('href', `#symbol-${name}`);
    shape.append(use);
    drawn.set(name, shape);
  }
  return shape.cloneNode(true);
}

/** The shape and the word of an outcome. */
export function mark(kind: string): HTMLElement {
  return element('span', { class: `mark ${kind}` }, [symbol(kind), element('span', {}, kind)]);
}

/** What the page shows, as the report wrote it into the page. */
export const data = JSON.parse(byId('data', HTMLScriptElement).text) as PageData;
