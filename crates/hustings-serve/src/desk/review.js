// Keys for the review queue: j and k go from row to row, a accepts, r asks why and rejects, c corrects, o opens.
// Everything also works without this file.
"use strict";

const rows = Array.from(document.querySelectorAll(".due"));
let at = -1;

function go(to) {
  if (to < 0 || to >= rows.length) return;
  at = to;
  rows[at].focus();
  rows[at].scrollIntoView({ block: "center" });
}

function press(key) {
  const found = rows[at] && rows[at].querySelector(`[data-key="${key}"]`);
  if (!found) return;
  const why = rows[at].querySelector("input[name=why]");
  if (key === "r" && !why.value.trim()) why.focus();
  else found.click();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const field = event.target.closest("input, select, textarea");
  if (field) {
    if (event.key === "Escape") rows[at] ? rows[at].focus() : field.blur();
    return;
  }
  if (event.key === "j") go(at + 1);
  else if (event.key === "k") go(at - 1);
  else if ("arco".includes(event.key)) press(event.key);
  else return;
  event.preventDefault();
});

for (const keys of document.querySelectorAll(".keys")) keys.hidden = false;
if (rows.length) go(0);
