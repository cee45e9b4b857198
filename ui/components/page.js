/** Says in which language the page speaks. Nothing is drawn. */
export default function (component) {
  document.documentElement.lang = component.data.language;
}
