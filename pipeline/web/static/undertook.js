// Two comforts for people who write; every page works without them.
"use strict";
const link = document.getElementById("add");
if (link) {
  link.addEventListener("click", () => {
    const words = String(window.getSelection()).trim().slice(0, 1500);
    if (words) {
      const address = new URL(link.href);
      address.searchParams.set("words", words);
      link.href = address.href;
    }
  });
}
const bulk = document.querySelector("form.bulk");
if (bulk) {
  const ticks = [...bulk.querySelectorAll("input[name=chosen]")];
  const all = document.createElement("button");
  all.type = "button";
  all.className = "quiet";
  all.textContent = "Tick all on this page";
  all.addEventListener("click", () => {
    const ticked = ticks.every((tick) => tick.checked);
    ticks.forEach((tick) => { tick.checked = !ticked; });
    all.textContent = ticked ? "Tick all on this page" : "Untick all";
  });
  bulk.prepend(all);
}
