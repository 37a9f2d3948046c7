/** Helpers of the page's script. */
export const DOM = String.raw`
/** @returns {any} */
function byId(id) {
  return document.getElementById(id);
}

/** @returns {any[]} */
function all(selector, within) {
  return Array.from((within || document).querySelectorAll(selector));
}

/** @returns {any} */
function targetOf(event) {
  return event.target;
}

const data = JSON.parse(byId('data').textContent);

/** An element with attributes and children; text stays text. */
function element(name, attributes, children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (value !== undefined && value !== false) made.setAttribute(key, String(value));
  }
  for (const child of [children].flat(2)) {
    if (child !== undefined && child !== '') made.append(child);
  }
  return made;
}

const SVG = 'http://www.w3.org/2000/svg';
const drawn = new Map();

/** A shape of the page's sheet. */
function symbol(name) {
  let shape = drawn.get(name);
  if (!shape) {
    shape = document.createElementNS(SVG, 'svg');
    shape.setAttribute('class', 'symbol');
    shape.setAttribute('aria-hidden', 'true');
    const use = document.createElementNS(SVG, 'use');
    use.setAttribute('href', '#symbol-' + name);
    shape.append(use);
    drawn.set(name, shape);
  }
  return shape.cloneNode(true);
}

function mark(kind) {
  return element('span', { class: 'mark ' + kind }, [symbol(kind), element('span', {}, kind)]);
}

function digits(count) {
  return String(count).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}

function counted(count, one, many) {
  return digits(count) + ' ' + (count === 1 ? one : many || one + 's');
}

function rangeOf(names) {
  return names.length <= 3 ? names.join(', ') : names[0] + ' … ' + names[names.length - 1];
}
`;
