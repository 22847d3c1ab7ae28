// What somebody types is kept in the browser until the server has it: one draft for each person,
// case study, section and open page, so that two tabs do not write over each other's.
const mine = (box) => `forte:draft:${box.person}:${box.case}:${box.passage}:`;

// Held as long as this page is open: a draft whose page still lives is not offered elsewhere.
const living = (tab) => `forte:tab:${tab}`;
export function live(tab) {
  navigator.locks?.request(living(tab), () => new Promise(() => {}));
}

// Says whether the browser keeps it: it may be full, or told to keep nothing.
export function keep(box, tab, draft) {
  try {
    localStorage.setItem(mine(box) + tab, JSON.stringify(draft));
    return true;
  } catch {
    return false;
  }
}

export function forget(box, tab) {
  try {
    localStorage.removeItem(mine(box) + tab);
  } catch {
    // Where nothing is kept, nothing is there to forget.
  }
}

// The drafts that pages left which are open no more, the newest first.
export async function left(box) {
  const locks = (await navigator.locks?.query())?.held ?? [];
  const open = new Set(locks.map((lock) => lock.name));
  const found = [];
  try {
    for (const key of Object.keys(localStorage)) {
      if (!key.startsWith(mine(box))) continue;
      const tab = key.slice(mine(box).length);
      const draft = read(localStorage.getItem(key));
      if (draft && !open.has(living(tab))) found.push({ ...draft, tab });
    }
  } catch {
    return [];
  }
  return found.sort((one, other) => other.at - one.at);
}

function read(kept) {
  try {
    const draft = JSON.parse(kept);
    return typeof draft?.text === "string" ? draft : null;
  } catch {
    return null;
  }
}
