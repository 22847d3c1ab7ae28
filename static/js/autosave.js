// Saves each passage while somebody types in it, and says below it how that stands. Two seconds
// after the last key at the latest, and every five while they type. What the server does not have
// yet is in the browser (drafts.js); nobody's text is ever put in the place of another's.

const DRAFT = 300; // milliseconds after a key
const REST = 1500;
const TYPING = 4500;
const AGAIN = 5000;
const PATIENCE = 15000;
const KEEPALIVE = 60000; // bytes: browsers send 64 kB after a page is gone, headers and all
const MOMENT = 500; // a save that takes less is not announced as under way

const words = document.querySelector("[data-editing]").dataset;
const drafts = await import(words.drafts);
const tab = Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join("");
let turn = 0;
drafts.live(tab);

class Passage {
  constructor(box) {
    this.box = box;
    this.field = box.querySelector("textarea");
    this.version = box.querySelector("input[name^='version.']");
    this.untouched = box.querySelector("input[name^='untouched.']");
    this.state = box.querySelector("[data-state]");
    this.stopped = box.querySelector("[data-conflict]:not([hidden])") ? "conflict" : "";
    const refused = this.field.hasAttribute("aria-invalid") || this.stopped;
    this.confirmed = refused ? null : this.field.value; // what the server has
    this.refused = refused ? this.field.value : null; // what it would not take
    this.timers = {};
    this.keptHere = true;
    this.listen();
    if (refused) this.keepDraft();
    else this.offerDraft();
  }

  get dirty() {
    return this.field.value !== this.confirmed;
  }

  listen() {
    this.field.addEventListener("input", () => this.typed());
    this.on("[data-keep-mine]", () => this.goOnFrom(this.conflict ?? this.version.value));
    this.on("[data-keep-other]", () => this.send({ other: true }));
  }

  on(button, act) {
    this.box.querySelector(button).addEventListener("click", (event) => {
      event.preventDefault();
      act();
    });
  }

  // --- Typing ---

  typed() {
    this.box.querySelector("[data-words]").textContent = this.field.value.match(/\S+/g)?.length ?? 0;
    this.field.removeAttribute("aria-invalid");
    this.wait("draft", DRAFT, () => this.keepDraft());
    if (this.stopped) return;
    this.wait("rest", REST, () => this.send());
    this.timers.typing ??= setTimeout(() => this.send(), TYPING);
  }

  wait(name, milliseconds, act) {
    clearTimeout(this.timers[name]);
    this.timers[name] = setTimeout(act, milliseconds);
  }

  keepDraft() {
    clearTimeout(this.timers.draft);
    if (!this.dirty) {
      drafts.forget(this.box.dataset, tab);
      return;
    }
    const draft = { text: this.field.value, version: Number(this.version.value), at: Date.now() };
    this.keptHere = drafts.keep(this.box.dataset, tab, draft);
  }

  // --- Sending ---

  async send({ other = false, leaving = false } = {}) {
    for (const name of ["rest", "typing", "again"]) clearTimeout(this.timers[name]);
    delete this.timers.typing;
    if (this.stopped === "conflict" && !other) return;
    const text = this.field.value;
    if (!other && (text === this.confirmed || text === this.refused)) return;
    if (this.underWay) {
      if (leaving && this.lastWords === text) return;
      if (!leaving) {
        this.onceMore = true; // never two at a time
        return;
      }
      this.underWay.abort();
    }
    this.lastWords = leaving ? text : null;
    const stop = (this.underWay = new AbortController());
    const patience = setTimeout(() => stop.abort(), PATIENCE);
    this.wait("moment", MOMENT, () => this.say(words.saving));
    let answer = null;
    try {
      answer = await fetch(this.box.dataset.save, this.request(text, other, leaving, stop.signal));
      const said = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : {};
      if (this.underWay === stop) await this.hear(answer, said, text);
    } catch {
      if (this.underWay === stop) this.unanswered(answer === null ? words.offline : words.broken);
    } finally {
      clearTimeout(patience);
      if (this.underWay === stop) {
        clearTimeout(this.timers.moment);
        this.underWay = null;
        if (this.onceMore && !this.stopped) this.wait("rest", 0, () => this.send());
        this.onceMore = false;
      }
    }
  }

  request(text, other, leaving, signal) {
    const body = new FormData();
    body.set(this.field.name, text);
    body.set(this.version.name, this.version.value);
    body.set("tab", tab);
    body.set("turn", ++turn);
    if (other) body.set("other", this.box.dataset.passage);
    const headers = { Accept: "application/json", "X-CSRFToken": token().value };
    return { method: "POST", body, headers, signal, redirect: "manual", keepalive: leaving && fits(text) };
  }

  async hear(answer, said, text) {
    clearTimeout(this.timers.moment);
    if (answer.status === 200) this.saved(said, text);
    else if (answer.status === 409) this.meets(said);
    else if (answer.status === 400 && said.said) this.refuse(said.said, text);
    else if (answer.status === 404) this.stop("gone", words.gone);
    else if (answer.status === 401 || answer.status === 403 || answer.type === "opaqueredirect") await this.ask();
    else this.unanswered(words.broken);
  }

  saved(said, text) {
    if (this.stopped === "conflict") this.takeOther(said);
    else this.confirmed = text;
    this.stopped = "";
    this.refused = null;
    this.hasAsked = false;
    this.version.value = said.version;
    if (this.untouched) this.untouched.value = "";
    if (said.at) this.say(words.saved.replace("{time}", said.at));
    this.tellTerms(said.terms);
    this.keepDraft(); // which removes it, unless more was typed meanwhile
    if (this.dirty) this.wait("rest", REST, () => this.send());
  }

  tellTerms(terms) {
    const line = this.box.querySelector("[data-terms]");
    if (!line) return;
    line.hidden = !terms;
    line.querySelector("[data-terms-list]").textContent = terms;
  }

  refuse(sentence, text) {
    this.refused = text;
    this.field.setAttribute("aria-invalid", "true");
    this.say(sentence, true);
    this.keepDraft();
  }

  unanswered(sentence) {
    this.keepDraft();
    this.say(this.keptHere ? sentence : words.offlineOnlyHere, true);
    this.wait("again", AGAIN, () => this.send());
  }

  stop(why, sentence) {
    this.stopped = why;
    this.keepDraft();
    this.say(sentence, true);
  }

  // --- Another tab ---

  meets({ version, other }) {
    this.conflict = version;
    const block = this.box.querySelector("[data-conflict]");
    block.querySelector("[data-other]").textContent = other;
    block.hidden = false;
    this.stop("conflict", words.conflict);
  }

  goOnFrom(version) {
    this.version.value = version;
    this.closeConflict();
    this.stopped = "";
    this.confirmed = this.refused = null;
    this.send();
  }

  takeOther({ text }) {
    this.field.value = this.confirmed = text;
    this.closeConflict();
    this.typed();
  }

  closeConflict() {
    this.box.querySelector("[data-conflict]").hidden = true;
    this.conflict = undefined;
    this.field.focus();
  }

  // --- Signed out ---

  // Asks who is signed in, and takes the token to go on with: signing in makes another one.
  async ask() {
    let answer;
    try {
      answer = await fetch(this.box.dataset.save, { headers: { Accept: "application/json" }, redirect: "manual" });
    } catch {
      this.unanswered(words.offline);
      return;
    }
    if (answer.status === 401 || answer.type === "opaqueredirect") this.signedOut(words.signedOut);
    else if (answer.status !== 200) this.stop("gone", words.gone);
    else {
      const { token: fresh, person } = await answer.json();
      if (String(person) !== this.box.dataset.person) {
        this.signedOut(words.somebodyElse);
        return;
      }
      token().value = fresh;
      this.stopped = "";
      if (this.hasAsked) this.unanswered(words.broken); // the new one is not taken either
      else this.wait("again", 0, () => this.send());
      this.hasAsked = true;
    }
  }

  signedOut(sentence) {
    if (this.stopped !== "signed-out" || !this.state.textContent.startsWith(sentence)) {
      this.stop("signed-out", sentence);
      const link = document.createElement("a");
      Object.assign(link, { href: words.signInUrl, target: "_blank", rel: "noopener", textContent: words.signIn });
      this.state.append(" ", link);
    }
    this.wait("again", AGAIN, () => this.askAgain());
  }

  askAgain() {
    if (document.hidden) this.wait("again", AGAIN, () => this.askAgain());
    else this.ask();
  }

  // --- What was typed before and never arrived ---

  async offerDraft() {
    const left = await drafts.left(this.box.dataset, tab, () => {
      this.offerDraft();
    });
    const [draft] = left.filter((one) => {
      if (one.text === this.confirmed) drafts.forget(this.box.dataset, one.tab);
      return one.text !== this.confirmed;
    });
    const offer = this.box.querySelector("[data-draft]");
    offer.hidden = !draft;
    if (!draft) return;
    const when = new Date(draft.at).toLocaleString(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
    const sentence = draft.version < Number(this.version.value) ? words.draftOlder : words.draft;
    offer.querySelector("[data-draft-said]").textContent = sentence.replace("{time}", when);
    offer.querySelector("[data-draft-text]").textContent = draft.text;
    offer.querySelector("[data-bring-back]").onclick = () => this.bringBack(draft);
    offer.querySelector("[data-throw-away]").onclick = () => this.settle(draft);
  }

  bringBack(draft) {
    const unsaved = this.dirty ? this.field.value : "";
    this.field.value = unsaved ? `${draft.text}\n\n${unsaved}` : draft.text;
    this.typed();
    this.keepDraft(); // under this page's name, before the other one goes
    if (this.keptHere) this.settle(draft);
    this.field.focus();
  }

  settle(draft) {
    drafts.forget(this.box.dataset, draft.tab);
    this.offerDraft();
  }

  // --- Saying ---

  say(sentence, isWrong = false) {
    if (this.state.textContent === sentence) return;
    this.state.textContent = sentence;
    this.state.classList.toggle("is-wrong", isWrong);
  }

  leave() {
    if (!this.dirty) return true;
    this.keepDraft();
    this.send({ leaving: true });
    return this.keptHere && fits(this.field.value);
  }
}

const token = () => document.querySelector("form:has([data-passage]) input[name=csrfmiddlewaretoken]");
const fits = (text) => new Blob([text]).size < KEEPALIVE;

const passages = Array.from(document.querySelectorAll("[data-passage]"), (box) => new Passage(box));

// A form that is sent whole goes on from what was saved meanwhile, and counts as this page.
let isSent = false;
for (const form of document.querySelectorAll("form:has([data-passage])")) {
  form.addEventListener("submit", () => {
    isSent = true;
    for (const passage of passages) passage.keepDraft();
  });
  form.addEventListener("formdata", ({ formData }) => {
    formData.set("tab", tab);
    formData.set("turn", ++turn);
  });
}

document.addEventListener("visibilitychange", () => {
  if (isSent) return;
  if (document.hidden) for (const passage of passages) passage.leave();
  else for (const passage of passages) if (passage.stopped === "signed-out") passage.ask();
});
addEventListener("beforeunload", (event) => {
  if (isSent) return;
  const safe = passages.map((passage) => passage.leave());
  if (safe.includes(false)) event.preventDefault();
});
addEventListener("online", () => {
  for (const passage of passages) if (!passage.stopped) passage.send();
});
