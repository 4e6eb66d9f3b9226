// Keeps what is typed in a long form as the worker's draft, as they pause. It says "kept" only when the server
// said so. What has not reached the server stays in this browser, encrypted with a key that only the signed-in
// worker's own pages are given, and goes as soon as the server has it. Without scripts the button does the same.
(() => {
  const said = document.getElementById("draft-said");
  const form = said && said.closest("form");
  if (!form) return;
  const PAUSE = 1200, LONGEST = 5000, AGAIN = 4000, WEEK = 7 * 24 * 3600 * 1000;
  const { keep, key, worker } = said.dataset;
  const box = (name) => form.querySelector(`input[name="${name}"]`);
  const place = `sightline-draft ${worker} ${location.pathname}`;
  const OWN = ["csrfmiddlewaretoken", "draft", "draft_revision"];
  let timer = 0, since = 0, asking = false, unsent = false, sending = null, leaving = false, last = "";

  const say = (words, wrong) => {
    if (said.textContent !== words) said.textContent = words;
    said.classList.toggle("app-urgent", Boolean(wrong));
    said.dataset.state = wrong ? "not-kept" : unsent ? "writing" : "kept";
  };
  const typed = () => [...new FormData(form)].filter(([name, value]) => !OWN.includes(name) && typeof value === "string");
  const body = () => {
    const all = new FormData();
    typed().forEach(([name, value]) => all.append(name, value));
    OWN.forEach((name) => box(name) && all.set(name, box(name).value));
    return all;
  };

  // ── what this browser keeps while the server has not got it
  const bytes = (words) => Uint8Array.from(atob(words), (letter) => letter.charCodeAt(0));
  const words = (found) => btoa(Array.from(new Uint8Array(found), (one) => String.fromCharCode(one)).join(""));
  const lock = () => crypto.subtle.importKey("raw", bytes(key), "AES-GCM", false, ["encrypt", "decrypt"]);
  const keepHere = async () => {
    try {
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const plain = new TextEncoder().encode(JSON.stringify([box("draft").value, box("draft_revision").value, typed()]));
      const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await lock(), plain);
      if (unsent) localStorage.setItem(place, JSON.stringify([Date.now(), words(iv), words(sealed)]));
      return true;
    } catch { return false; }
  };
  const forgetHere = () => { try { localStorage.removeItem(place); } catch { /* it may be forbidden */ } };
  const forgetOld = () => {
    try {
      Object.keys(localStorage).filter((name) => name.startsWith("sightline-draft ")).forEach((name) => {
        if (!(Date.now() - JSON.parse(localStorage.getItem(name))[0] < WEEK)) localStorage.removeItem(name);
      });
    } catch { /* it may be forbidden */ }
  };
  const foundHere = async () => {
    try {
      const [, iv, sealed] = JSON.parse(localStorage.getItem(place));
      const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv: bytes(iv) }, await lock(), bytes(sealed));
      return JSON.parse(new TextDecoder().decode(plain));
    } catch { return null; }
  };

  // ── sending
  const fresh = async () => {
    const answer = await fetch(keep, { redirect: "manual", cache: "no-store" });
    if (!answer.ok) return "signed out";
    const now = await answer.json();
    if (String(now.worker) !== worker) return "somebody else";
    document.querySelectorAll('input[name="csrfmiddlewaretoken"]').forEach((one) => { one.value = now.token; });
    return "";
  };
  const WHY = {
    "signed out": "Not kept on the server: you have been signed out. Sign in again in another tab; this page then goes on.",
    "somebody else": "Not kept on the server: somebody else has signed in here. Your words wait for you, locked.",
    "old": "Not kept on the server: this form was opened too long ago. Copy your words and open it again.",
    "": "Not kept on the server: it cannot be reached. This page keeps trying.",
  };
  const failed = async (why) => {
    const here = await keepHere();
    say(`${WHY[why]} ${here ? "This browser has them, locked." : "Do not close this page."}`, true);
    plan(AGAIN);
  };
  const send = async () => {
    if (asking) { plan(PAUSE); return; }
    asking = true;
    const was = JSON.stringify(typed());
    sending = new AbortController();
    const late = setTimeout(() => sending.abort(), 8000);
    try {
      let answer = await fetch(keep, { method: "POST", body: body(), redirect: "manual", signal: sending.signal });
      if (answer.status === 403 || answer.type === "opaqueredirect") {
        const why = await fresh();
        if (why) { await failed(why); return; }
        answer = await fetch(keep, { method: "POST", body: body(), redirect: "manual", signal: sending.signal });
      }
      if (answer.status === 409) { await failed("old"); return; }
      const now = await answer.json();
      if (now.entered) { unsent = false; forgetHere(); say("This form was saved already."); return; }
      if (!now.kept) { await failed(""); return; }
      box("draft").value = now.draft;
      box("draft_revision").value = now.revision;
      unsent = JSON.stringify(typed()) !== was;
      if (!unsent) forgetHere(); else plan(PAUSE);
      say(`Your draft was kept ${now.at}${now.apart ? ", beside what you wrote in another window" : ""}. It is not in the record until you save it.`);
    } catch { if (!leaving) await failed(""); } finally { clearTimeout(late); asking = false; since = 0; }
  };
  const plan = (wait) => { clearTimeout(timer); timer = setTimeout(send, wait); };
  const changed = () => {
    const now = JSON.stringify(typed());
    if (now === last) return;
    last = now;
    unsent = true;
    since = since || Date.now();
    if (said.dataset.state !== "not-kept") say("Writing …");
    keepHere();
    plan(Math.max(0, Math.min(PAUSE, since + LONGEST - Date.now())));
  };

  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  form.addEventListener("submit", () => { leaving = true; clearTimeout(timer); if (sending) sending.abort(); unsent = false; forgetHere(); });
  // Signing out, or searching, ends the page: what is unsent goes first, while it still may.
  document.addEventListener("submit", (event) => {
    if (event.target === form || !unsent || asking) return;
    event.preventDefault();
    clearTimeout(timer);
    send().finally(() => event.target.submit());
  });
  addEventListener("pagehide", () => {
    leaving = true;
    if (unsent) navigator.sendBeacon(keep, body());
  });
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });

  last = JSON.stringify(typed());
  forgetOld();
  foundHere().then((found) => {
    if (!found) return;
    const [draft, revision, boxes] = found;
    const now = typed();
    if (JSON.stringify(now) === JSON.stringify(boxes)) { forgetHere(); return; }
    [...form.elements].forEach((one) => { if (one.type === "checkbox" || one.type === "radio") one.checked = false; });
    const nth = {};
    boxes.forEach(([name, value]) => {
      const all = [...form.elements].filter((one) => one.name === name && !["hidden", "submit"].includes(one.type));
      const ticked = all.find((one) => ["checkbox", "radio"].includes(one.type) && one.value === value);
      if (ticked) { ticked.checked = true; return; }
      nth[name] = (nth[name] || 0) + 1;
      if (all[nth[name] - 1]) all[nth[name] - 1].value = value;
    });
    if (box("draft_revision").value !== revision) { box("draft").value = draft; box("draft_revision").value = revision; }
    unsent = true;
    say("Words that had not reached the server are back in this form.");
    plan(200);
  });
})();
