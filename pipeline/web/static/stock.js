// Names for fields that Datasette's own pages leave without one.
"use strict";
const NAMES = [
  [".cm-content", "SQL"],
  ["select[name^=_filter_column]", "Column"],
  ["select[name^=_filter_op]", "Comparison"],
  [".filter-value", "Value"],
  ["select[name=_sort]", "Sort by"],
];
const name = () => NAMES.forEach(([fields, label]) => {
  document.querySelectorAll(`${fields}:not([aria-label])`).forEach((field) => field.setAttribute("aria-label", label));
});
document.addEventListener("DOMContentLoaded", () => {
  name();
  new MutationObserver(name).observe(document.body, { childList: true, subtree: true });
});
