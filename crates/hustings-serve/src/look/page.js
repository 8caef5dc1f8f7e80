// No page needs this. With it, the slider moves the page without a reload, and words and cards light each other up.
"use strict";

const when = () => document.querySelector(".when");
let asking = 0;

/** Shows another address in place: all of the page but the slider in the reader's hand. */
async function move(address) {
  const own = ++asking;
  const main = document.querySelector("main");
  main.classList.add("moving");
  const reply = await fetch(address, { headers: { accept: "text/html" } }).catch(() => null);
  if (own !== asking) return;
  if (!reply || !reply.ok) return void location.assign(address);
  const page = new DOMParser().parseFromString(await reply.text(), "text/html");
  if (own !== asking) return;
  const [fresh, old] = [page.querySelector("main"), when()];
  const now = fresh.querySelector(".when");
  if (!now) return void location.assign(address);
  for (const part of [".says", ".strip svg", ".strip ol", ".prev", ".next"]) old.querySelector(part).replaceWith(now.querySelector(part));
  old.querySelector("[name=as-of]").value = now.querySelector("[name=as-of]").value;
  const slide = old.querySelector(".slide");
  slide.setAttribute("aria-valuetext", now.querySelector(".slide").getAttribute("aria-valuetext"));
  if (document.activeElement !== slide) slide.value = now.querySelector(".slide").value;
  document.title = page.title;
  document.querySelector(".ways").replaceWith(page.querySelector(".ways"));
  // The slider itself stays where it is, so that nobody loses hold of it.
  const parts = [...fresh.childNodes], at = parts.indexOf(now);
  for (const part of [...main.childNodes]) if (part !== old) part.remove();
  old.before(...parts.slice(0, at));
  old.after(...parts.slice(at + 1));
  main.classList.remove("moving");
  history.replaceState(null, "", address);
}

/** Returns the address of the form as it stands. */
function address() {
  const form = when().querySelector("form");
  const asked = new URLSearchParams(new FormData(form));
  return `${form.getAttribute("action")}?${asked}`;
}

function day(slide) {
  const first = new Date(`${slide.dataset.first}T00:00:00Z`);
  first.setUTCDate(first.getUTCDate() + Number(slide.value));
  return first.toISOString().slice(0, 10);
}

if (when()) {
  const slide = when().querySelector(".slide");
  if (slide) slide.hidden = false;
  let wait;
  document.addEventListener("input", ({ target }) => {
    if (!target.closest(".when")) return;
    if (target === slide) when().querySelector("[name=as-of]").value = day(slide);
    const field = when().querySelector("[name=as-of]");
    if (!field.value) return;
    clearTimeout(wait);
    wait = setTimeout(() => move(address()), target === slide ? 90 : 400);
  });
}

/** Lights up the card and the words of one statement. */
function light(id, on) {
  for (const part of document.querySelectorAll(".lit")) part.classList.remove("lit");
  if (!on) return;
  const card = document.getElementById(id);
  if (card) card.classList.add("lit");
  for (const words of document.querySelectorAll(`.text a[href="#${CSS.escape(id)}"]`)) words.classList.add("lit");
}

for (const [start, end] of [["mouseover", "mouseout"], ["focusin", "focusout"]]) {
  const found = ({ target }) => {
    const words = target.closest(".text a[href^='#']"), card = target.closest(".card");
    return words ? words.getAttribute("href").slice(1) : card && card.id;
  };
  document.addEventListener(start, (event) => { const id = found(event); if (id) light(id, true); });
  document.addEventListener(end, (event) => { if (found(event)) light("", false); });
}
