// Four frames around one bot. Each shows a channel as one person sees it, and follows what the others do.

const EVERYBODY = "everybody";
const secret = location.hash.slice(1);
const narrow = matchMedia("(max-width: 899px)");

/** The frames, in the order in which a letter passes through them. `by` is who looks in when everybody is here. */
const FRAMES = [
  {
    key: "dm", by: "author", label: "Author’s direct messages", tabLabel: "Direct messages",
    hint: ({ role, frames }) => role !== "author" ? "Write to the bot here, as anybody may."
      : frames.thread ? "Replies reach you here. Press Answer: you stay unsigned."
        : "Start here: a title in the first line, then your letter.",
  },
  {
    key: "desk", by: "moderator", label: "The desk",
    hint: () => "Letters wait here, and nobody learns whose. Press Approve.",
    nothing: "Only moderators can see this.",
  },
  {
    key: "letters", by: "reader", label: "Letters",
    hint: () => "Press Leave a reply to answer under a pen name.",
    nothing: "This channel is closed to you.",
  },
  {
    key: "thread", by: "reader", label: "Newest thread",
    hint: () => "Or answer here, in your own name.",
    nothing: "The newest letter’s thread opens here by itself.",
  },
];

const $ = (selector) => document.querySelector(selector);
let people = [];
let whom = EVERYBODY;
let inFront = FRAMES[0];
let oneOnly = false;

/** Build an element with its properties and children. */
function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

function build() {
  for (const frame of FRAMES) {
    frame.tab = make("button", { type: "button", role: "tab", onclick: () => bringToFront(frame) }, frame.tabLabel ?? frame.label);
    frame.title = make("h2", {}, frame.label);
    frame.hintLine = make("span", { className: "hint" });
    frame.eyes = make("span", { className: "eyes" });
    frame.enlarge = make("button", { type: "button", className: "enlarge", onclick: () => enlarge(frame) }, "⤢");
    frame.window = make("iframe", { title: frame.label });
    frame.window.addEventListener("load", () => frame.window.contentDocument.addEventListener("click", followLink));
    frame.absent = make("p", { className: "nothing" });
    frame.section = make("section", { id: frame.key, style: `grid-area: ${frame.key}` },
      make("div", { className: "top" }, frame.title, frame.eyes, frame.enlarge, frame.hintLine),
      make("div", { className: "view" }, frame.window, frame.absent));
    $("#tabs").append(frame.tab);
    $("#frames").append(frame.section);
  }
  narrow.addEventListener("change", arrange);
  arrange();
}

/** Side by side where there is room for it, one at a time where there is not or where somebody enlarged one. */
function arrange() {
  const one = oneOnly || narrow.matches;
  $("#frames").classList.toggle("one", one);
  $("#tabs").classList.toggle("one", one);
  for (const frame of FRAMES) {
    frame.section.classList.toggle("shown", frame === inFront);
    frame.tab.setAttribute("aria-selected", String(frame === inFront));
    if (frame === inFront) frame.tab.classList.remove("news");
    frame.enlarge.title = one ? "Show all four" : "Enlarge";
    frame.enlarge.setAttribute("aria-label", frame.enlarge.title);
  }
}

function bringToFront(frame) {
  inFront = frame;
  arrange();
}

function enlarge(frame) {
  oneOnly = !oneOnly;
  bringToFront(frame);
}

const LINK = /discord\.com\/channels\/\d+\/(\d+)/;

/** The frame that shows what a link leads to. */
function destination(link) {
  const channel = link.href.match(LINK)?.[1];
  return FRAMES.find((frame) => channel && looker(frame).frames[frame.key]?.channel === channel);
}

/** A bare link to a message is called after its channel, as Discord does it; one with a text of its own keeps that. */
function nameLinks(frame) {
  for (const link of frame.window.contentDocument?.querySelectorAll('[role="log"] a') ?? []) {
    const there = LINK.test(link.textContent) && destination(link);
    if (there) link.textContent = `#${looker(there).frames[there.key].name}`;
  }
}

/** There is no Discord to open a link in, so it leads to a frame. */
function followLink(event) {
  const link = event.target.closest("a");
  if (!link || !LINK.test(link.href)) return;
  event.preventDefault();
  const there = destination(link);
  if (!there) return;
  bringToFront(there);
  there.section.animate([{ borderColor: "#e2b36b", boxShadow: "0 0 0 2px #e2b36b" }, {}], 1500);
}

function offerPeople() {
  const choices = [{ id: EVERYBODY, name: "Everybody", role: "each at their place" }, ...people];
  $("#whom").replaceChildren(...choices.map(({ id, name, role }) => make("label", {},
    make("input", { type: "radio", name: "whom", value: id, ariaLabel: `Be ${name}`, checked: id === whom, onchange: () => { whom = id; draw(); } }),
    make("span", {}, name, make("small", {}, role)))));
}

/** The person through whose eyes a frame is seen. */
function looker(frame) {
  return people.find((person) => whom === EVERYBODY ? person.role === frame.by : person.id === whom);
}

function draw() {
  for (const frame of FRAMES) {
    const person = looker(frame);
    const there = person.frames[frame.key];
    const label = frame.key === "dm" ? `${person.role[0].toUpperCase()}${person.role.slice(1)}’s direct messages` : frame.label;
    frame.title.textContent = frame.window.title = label;
    frame.eyes.textContent = `as ${person.name}`;
    frame.absent.textContent = frame.nothing ?? "";
    frame.absent.hidden = Boolean(there);
    look(frame, there ? `/frame#${secret}.${person.id}.${there.channel}` : "about:blank");
    announce(frame, there);
    say(frame, there ? frame.hint(person) : "");
    frame.hintLine.classList.toggle("start", frame.key === "dm" && !there.messages);
    nameLinks(frame);
  }
}

/** Point a frame somewhere else; one that looks there already keeps what is being typed into it. */
function look(frame, address) {
  if (frame.address === address) return;
  frame.address = address;
  frame.messages = undefined;
  frame.window.contentWindow.location.replace(address);
}

/** Mark the tab of a frame in the background where something new stands. */
function announce(frame, there) {
  const before = frame.messages;
  frame.messages = there?.messages;
  const hidden = $("#tabs").classList.contains("one") && frame !== inFront;
  if (hidden && before !== undefined && frame.messages > before) frame.tab.classList.add("news");
}

/** What to do here; or, after an action that came to nothing, that it did, as Discord says it. */
function say(frame, hint) {
  const last = frame.window.contentWindow.simcordPreview?.lastAction;
  const wrong = Boolean(last) && (last.rejected || ["failed", "timeout"].includes(last.settlement));
  frame.hintLine.classList.toggle("wrong", wrong);
  frame.hintLine.textContent = frame.hintLine.title = wrong ? "That did not work. Try once more." : hint;
}

function notice(text) {
  $("#notice").textContent = text;
  $("#notice").hidden = !text;
}

async function follow() {
  try {
    const zone = encodeURIComponent(Intl.DateTimeFormat().resolvedOptions().timeZone ?? "");
    const answer = await fetch(`/places?zone=${zone}`, { headers: { "X-Simcord-Capability": secret } });
    if (answer.status === 401) return notice("This address lacks its secret. Open the one that the terminal shows.");
    const first = !people.length;
    people = await answer.json();
    if (first) offerPeople();
    draw();
    notice("");
  } catch {
    notice("The demo has ended. Start it again, and open its new address.");
  }
  setTimeout(follow, 700);
}

build();
follow();
