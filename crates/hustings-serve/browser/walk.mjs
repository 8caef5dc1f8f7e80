// Walks every page as people do: with a phone and at a desk, in light and dark, with and without a script.
// Run by tests/site/walk.rs, which starts the server with an editor called ana:
// node walk.mjs http://127.0.0.1:PORT CHROMIUM PASSWORD
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { chromium } from "playwright-core";

const [, , origin, executablePath, password] = process.argv;
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const race = "/races/nato-secretary-general";
const day = "?as-of=2024-03-07&known-on=as-of";
const phone = { width: 390, height: 844 }, desk = { width: 1280, height: 900 };

const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
const done = [];

/** Opens a window in which every request must stay with the server and nothing may go wrong. */
async function window(options, use) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const wrong = [];
  page.on("request", (request) => {
    if (!request.url().startsWith(origin) && !request.url().startsWith("data:")) wrong.push(`asked for ${request.url()}`);
  });
  page.on("pageerror", (error) => wrong.push(`the script broke: ${error.message}`));
  page.on("console", (message) => {
    // A page that is not there is told in the console too; pages that must not be there are asked for on purpose.
    if (message.type() === "error" && !message.text().includes("status of 4")) wrong.push(message.text());
  });
  await use(page);
  assert.deepEqual(wrong, [], "nothing leaves the server and nothing breaks");
  await context.close();
}

const go = async (page, address) => {
  const answer = await page.goto(origin + address, { waitUntil: "load" });
  return answer.status();
};

/** Returns the addresses of all kinds of pages, each once. */
async function addresses(page) {
  await go(page, `${race}/articles`);
  const article = await page.locator("main ol.lines a", { hasText: "Rutte would like to lead NATO" }).getAttribute("href");
  await go(page, article);
  const row = await page.locator(".card a", { hasText: "all about it" }).first().getAttribute("href");
  return [
    "/", "/about", "/search", "/search?q=available", "/search?speaker=rutte&stance=self_declare", "/nowhere",
    race + day, race, `${race}/timeline${day}`, `${race}/timeline?since=2024-02-15&until=2024-03-15`,
    `${race}/people${day}`, `${race}/people/Mark%20Rutte${day}`, `${race}/electors${day}`,
    `${race}/electors/Hungary`, `${race}/agenda${day}`, `${race}/changes`, `${race}/articles`, article, row,
    `${article.split("?")[0]}/since/${article.split("?")[0].split("/").pop()}`,
    `${race}/people/Viktor%20Orb%C3%A1n?as-of=2023-11-16&known-on=as-of`, `${race}?as-of=2024-09-01`,
  ];
}

/** What must be true of every page, whoever looks at it. */
async function looksRight(page, address) {
  await go(page, address);
  assert.equal(await page.locator("h1").count(), 1, `${address} has one headline`);
  assert.equal(await page.locator("main").count(), 1, `${address} has one main part`);
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(over <= 0, `${address} is ${over} pixels too wide`);
}

/** Returns what axe finds wrong. */
async function barriers(page, address) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
  return violations.map(({ id, nodes }) => `${address}: ${id}: ${nodes.slice(0, 3).map(({ html }) => html.slice(0, 160)).join(" | ")}`);
}

async function signIn(page, to) {
  await go(page, `/sign-in?to=${to}`);
  await page.fill("#name", "ana");
  await page.fill("#password", password);
  await page.locator("form.stack button").click();
  await page.waitForURL((url) => url.pathname === to);
}

async function step(name, run) {
  await run();
  done.push(name);
  console.log(`ok ${name}`);
}

try {
  let all = [];
  await window({ viewport: desk }, async (page) => { all = await addresses(page); });
  for (const [name, viewport] of [["phone", phone], ["desk", desk]]) {
    for (const colorScheme of ["light", "dark"]) {
      await step(`every page on a ${name}, ${colorScheme}`, () => window({ viewport, colorScheme }, async (page) => {
        const found = [];
        for (const address of all) {
          await looksRight(page, address);
          found.push(...await barriers(page, address));
        }
        assert.deepEqual(found, [], "axe finds nothing");
      }));
    }
    await step(`every page on a ${name} without a script`, () => window({ viewport, javaScriptEnabled: false }, async (page) => {
      for (const address of all) {
        await go(page, address);
        assert.ok((await page.locator("h1").innerText()).length > 1, `${address} can be read`);
      }
    }));
  }

  await step("the slider moves the whole page and stands in the address", () => window({ viewport: desk }, async (page) => {
    await go(page, race + day);
    assert.match(await page.locator(".says").innerText(), /^7 March 2024.*without hindsight/);
    const slide = page.locator(".slide");
    await slide.focus();
    await page.keyboard.press("Home");
    await page.waitForURL(/as-of=2023-10-01/);
    await page.locator(".says", { hasText: "1 October 2023" }).waitFor();
    assert.equal(await page.locator(".candidate").count(), 0, "nobody is in the race before the first article");
    assert.ok(await slide.evaluate((slide) => slide === document.activeElement), "the handle stays in hand");
    await page.keyboard.press("End");
    await page.waitForURL(/as-of=2024-06-30&known-on=as-of/);
    await page.locator(".candidate", { hasText: "Mark Rutte" }).first().waitFor();
    assert.match(await page.locator(".lead").innerText(), /Mark Rutte is selected/);
    const link = await page.locator(".ways a", { hasText: "People" }).getAttribute("href");
    assert.ok(link.includes("as-of=2024-06-30"), "the other pages follow");
    await page.reload();
    assert.match(await page.locator(".says").innerText(), /^30 June 2024/);
  }));

  await step("hindsight is a switch", () => window({ viewport: desk }, async (page) => {
    await go(page, `${race}?as-of=2024-06-11&known-on=as-of`);
    const kallas = page.locator(".candidate", { hasText: "Kaja Kallas" });
    assert.match(await kallas.locator(".standing").innerText(), /^Interested/, "on the day nobody knew");
    await page.locator("[name=known-on]").uncheck();
    await page.locator(".candidate", { hasText: "Withdrew" }).first().waitFor();
    assert.ok(!page.url().includes("known-on"));
  }));

  await step("without a script the days are links and a form", () => window({ viewport: phone, javaScriptEnabled: false }, async (page) => {
    await go(page, race + day);
    await page.locator(".strip a", { hasText: "Nov" }).click();
    assert.ok(page.url().includes("as-of=2023-11-30&known-on=as-of"));
    await page.locator("[name=as-of]").fill("2024-04-12");
    await page.locator(".when button").click();
    assert.match(await page.locator(".says").innerText(), /^12 April 2024/);
    await page.locator(".prev").click();
    assert.match(await page.locator(".says").innerText(), /^11 April 2024/);
  }));

  await step("three clicks from the board to the words", () => window({ viewport: desk }, async (page) => {
    await go(page, race + day);
    await page.locator(".camp a", { hasText: "Hungary" }).click();
    await page.locator(".passage").waitFor();
    await page.locator("a.button", { hasText: "In the article" }).click();
    assert.match(await page.locator(".text").innerText(), /Hungary/);
  }));

  await step("words and cards light each other up, for keyboards too", () => window({ viewport: desk }, async (page) => {
    await go(page, all[17]);
    const words = page.locator(".text a.content").first();
    await words.focus();
    const id = (await words.getAttribute("href")).slice(1);
    assert.ok((await page.locator(`[id="${id}"]`).getAttribute("class")).includes("lit"));
    const card = page.locator(".card").last();
    await card.hover();
    assert.ok((await page.locator(".text .lit").count()) > 0);
  }));

  await step("dates and names are explained where the focus is", () => window({ viewport: desk }, async (page) => {
    await go(page, all[17]);
    const date = page.locator(".text span.known").first();
    await date.focus();
    const told = await date.evaluate((date) => getComputedStyle(date, "::after").content);
    assert.match(told, /2023: Sunday, the day before the article/);
    assert.ok((await page.locator(".who dt").count()) > 0, "who is who stands under the text");
  }));

  await step("the first key leads past the head", () => window({ viewport: desk }, async (page) => {
    await go(page, race + day);
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => document.activeElement.id), "content");
  }));

  await step("the search filters by speaker, stance and day", () => window({ viewport: phone }, async (page) => {
    await go(page, "/search");
    await page.locator("main [name=speaker]").fill("Rutte");
    await page.locator("main [name=stance]").selectOption("self_rule_out");
    await page.locator("main button").click();
    assert.ok((await page.locator("ol.lines li").count()) >= 1);
    for (const line of await page.locator("ol.lines .by").allInnerTexts()) assert.match(line, /^Mark Rutte · rules it out/);
    await page.locator("main [name=until]").fill("2023-01-01");
    await page.locator("main button").click();
    assert.equal(await page.locator("ol.lines li").count(), 0);
  }));

  await step("the timeline is drawn nearer", () => window({ viewport: desk }, async (page) => {
    await go(page, `${race}/timeline`);
    const before = await page.locator("ol.timeline li").count();
    await page.locator(".zoom a", { hasText: "Nearer" }).click();
    assert.ok(page.url().includes("since="));
    assert.ok((await page.locator("ol.timeline li").count()) < before);
  }));

  await step("an editor signs in and reviews by keys", () => window({ viewport: desk }, async (page) => {
    await go(page, "/review");
    await page.fill("#name", "ana");
    await page.fill("#password", "not the password");
    await page.locator("form.stack button").click();
    await page.locator("[role=alert]").waitFor();
    await page.fill("#name", "ana");
    await page.fill("#password", password);
    await page.locator("form.stack button").click();
    await page.locator(".due").first().waitFor();
    assert.deepEqual(await barriers(page, "/review"), []);
    await page.keyboard.press("j");
    assert.ok(await page.evaluate(() => document.activeElement.classList.contains("due")), "j goes to the first row");
    const first = await page.locator(".due h2").first().innerText();
    await page.keyboard.press("a");
    await page.locator("form.told").waitFor();
    assert.ok((await page.locator(".due h2").first().innerText()) !== first || (await page.locator(".due").count()) > 0);
    await page.locator("form.told button").click();
  }));

  await step("a reply waits for a moderator and then stands under its row", () => window({ viewport: phone }, async (page) => {
    const row = all[18];
    await go(page, row);
    await page.locator("a.button", { hasText: "Leave a reply" }).click();
    assert.deepEqual(await barriers(page, "the reply"), []);
    await page.fill("#name", "Robin Reader");
    await page.fill("#address", "robin@example.org");
    await page.fill("#words", "I was there, and it was colder than that.");
    await page.locator("form.stack button").click();
    await page.locator("h1", { hasText: "Thank you" }).waitFor();
    await go(page, row);
    assert.ok(!(await page.locator("main").innerText()).includes("colder than that"), "nobody sees it yet");
    await signIn(page, "/review/replies");
    await page.locator("main", { hasText: "colder than that" }).waitFor();
    await page.locator("button", { hasText: /approve|publish|show/i }).first().click();
    await go(page, row);
    assert.ok((await page.locator("main").innerText()).includes("colder than that"), "it stands under its row");
    assert.ok(!(await page.content()).includes("robin@example.org"), "the address is never shown");
  }));

  // The desk has something on each of its pages by now: a decision, a reply, an editor.
  for (const [name, viewport] of [["phone", phone], ["desk", desk]]) {
    for (const colorScheme of ["light", "dark"]) {
      await step(`every page of the desk on a ${name}, ${colorScheme}`, () => window({ viewport, colorScheme }, async (page) => {
        const found = [];
        const look = async (address) => {
          await looksRight(page, address);
          found.push(...await barriers(page, address));
        };
        const of = "?race=nato-secretary-general";
        const row = all[18].split("?")[0];
        for (const address of ["/sign-in", "/read", `${row}/reply`, "/replies/withdraw", "/replies/withdraw?key=x"]) await look(address);
        await page.goto(`${origin}/read`);
        await page.fill("#words", "TALLINN – Kaja Kallas said on Tuesday that she would like to become NATO Secretary General.");
        await page.fill("#day", "2023-11-15");
        await page.locator("form.stack button").click();
        await page.locator(".card").first().waitFor();
        found.push(...await barriers(page, "what was read"));
        await signIn(page, "/review");
        for (const address of [
          `/review${of}`, `/review/rows${row.slice(row.indexOf("/rows/") + 5)}${of}`, `/review/people${of}`, "/review/replies", "/review/log", "/sign-in", row,
        ]) await look(address);
        assert.deepEqual(found, [], "axe finds nothing");
      }));
    }
  }

  await step("paper has no buttons", () => window({ viewport: desk }, async (page) => {
    await go(page, race + day);
    await page.emulateMedia({ media: "print" });
    assert.equal(await page.locator(".strip").isVisible(), false);
    assert.equal(await page.locator(".candidate").first().isVisible(), true);
  }));
  console.log(`${done.length} walks`);
} finally {
  await browser.close();
}
